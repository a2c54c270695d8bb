// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/status_page.hpp"
#include "pipelines/trusted/encode/frame.hpp"
#include "pipelines/trusted/publish/camera_encoder.hpp"
#include "pipelines/trusted/publish/ring_poller.hpp"

namespace cordon::trusted::publish {

// From the poller to the air: a short queue of frames per camera, and a pool of threads that encode them. A
// camera is never on two threads at once, and cameras take turns. When encoding cannot keep up, old frames
// give way to new ones, each camera's only to its own. Cameras that are silent get a card instead.
//
// FrameSink's calls and tick() come from one thread, the poller's.
class FramePump final : public FrameSink {
public:
    static constexpr std::size_t kQueued = 6;  // frames that waited behind one another come all at once
    static constexpr std::chrono::milliseconds kOldest{
        150};  // with a newer one behind it, a frame this old goes

    struct Source {
        boundary::FrameGeometry geometry;
        std::unique_ptr<encode::H264Encoder> encoder;
        stream::Stream* stream = nullptr;  // borrowed
    };

    // Source i is camera i. Borrows status and clock. No thread runs before start().
    FramePump(std::vector<Source> sources, std::chrono::milliseconds keyframe_interval,
              boundary::PublisherStatus& status, const base::Clock& clock);
    ~FramePump() override;
    FramePump(const FramePump&) = delete;
    FramePump& operator=(const FramePump&) = delete;

    void start(std::size_t threads);

    encode::FramePtr frame_for(std::size_t camera) override;
    void on_frame(std::size_t camera, encode::FramePtr frame) override;
    void on_lost(std::size_t camera, std::uint64_t frames) override;
    void on_silence(std::size_t camera, base::MonotonicTime since) override;

    // Call often: sees to cards every 50 ms and to the status page every 250 ms.
    void tick();

private:
    struct Camera {
        Camera(Source source, std::chrono::milliseconds keyframe_interval);

        encode::FramePool pool;
        stream::Stream& stream;
        CameraEncoder encoder;
        std::deque<encode::FramePtr> queue;
        bool card_wanted = false;
        bool at_work = false;  // waits for a thread or has one
        bool silent = true;
    };
    void want_thread(std::size_t number, Camera& camera);
    void work();
    // Takes the camera's next frame out of its queue; null: draw a card.
    encode::FramePtr next_frame(std::size_t number, Camera& camera);
    void encode_one(std::size_t number, Camera& camera, encode::FramePtr frame);
    void fill_status(std::size_t number, Camera& camera, base::MonotonicTime now);

    boundary::PublisherStatus& status_;
    const base::Clock& clock_;
    std::vector<std::unique_ptr<Camera>> cameras_;
    std::mutex mutex_;  // guards the queues and flags of all cameras, ready_ and stopping_
    std::condition_variable work_came_;
    std::deque<std::size_t> ready_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
    base::MonotonicTime next_cards_{};
    base::MonotonicTime next_status_{};
};

}  // namespace cordon::trusted::publish
