// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/base/shortfall_meter.hpp"
#include "gateway/boundary/status_page.hpp"
#include "pipelines/trusted/publish/camera_encoder.hpp"
#include "pipelines/trusted/publish/ring_poller.hpp"
#include "pipelines/trusted/publish/shortage.hpp"

namespace cordon::trusted::publish {

// From the poller to the air: a short queue per camera of frames that lie in its ring, and a pool of threads
// that take and encode them. A camera is never on two threads at once, and cameras take turns. When encoding
// cannot keep up, old frames give way to new ones, each camera's only to its own, unread; when it falls far
// behind, it goes before decoding (Shortage). Cameras that are silent get a card instead.
//
// FrameSink's calls and tick() come from one thread, the poller's.
class FramePump final : public FrameSink {
public:
    // Frames that waited behind one another come all at once. One slot fewer than may be read at a time: the
    // writer goes on meanwhile.
    static constexpr std::size_t kQueued = boundary::kReadableFrames - 1;
    static constexpr std::chrono::milliseconds kOldest{
        150};  // with a newer one behind it, a frame this old goes
    // A picture that has not changed for so long is called so.
    static constexpr std::chrono::seconds kUnchangedAfter{2};
    // While encoding goes first a camera may wait for a keyframe, and is called silent only after so long.
    static constexpr std::chrono::seconds kSilentWhileShort{6};

    struct Source {
        const boundary::RingReader* ring = nullptr;  // borrowed
        std::unique_ptr<encode::H264Encoder> encoder;
        stream::Stream* stream = nullptr;   // borrowed
        std::uint32_t noise_tolerance = 0;  // levels
    };

    // Source i is camera i. Borrows status and clock. No thread runs before start().
    FramePump(std::vector<Source> sources, std::chrono::milliseconds keyframe_interval,
              boundary::PublisherStatus& status, const base::Clock& clock);
    ~FramePump() override;
    FramePump(const FramePump&) = delete;
    FramePump& operator=(const FramePump&) = delete;

    void start(std::size_t threads);

    void on_frame(std::size_t camera, const Arrival& arrival) override;
    void on_lost(std::size_t camera, std::uint64_t frames) override;
    void on_silence(std::size_t camera, base::MonotonicTime since) override;

    // Since when the camera waits for a thread of encoding, or has one, that has done so for longest; now
    // where none does. Each turn of a camera's is one picture, so an encoder that stands still shows here.
    // Any thread.
    [[nodiscard]] base::MonotonicTime last_turn() const;

    // Call often: sees to cards and states every 50 ms, to the status page every 250 ms.
    void tick();

private:
    struct Camera {
        Camera(Source source, std::chrono::milliseconds keyframe_interval);

        stream::Stream& stream;
        CameraEncoder encoder;
        std::deque<Arrival> queue;
        bool card_wanted = false;
        bool at_work = false;  // waits for a thread or has one
        base::MonotonicTime at_work_since{};
        bool silent = true;
        std::optional<base::MonotonicTime> missing_since;            // not called silent yet
        stream::PictureState live_as = stream::PictureState::kLive;  // while it is not silent
        base::ShortfallMeter keeping_up;
        // The same of those frames only that were there to be encoded: how many were lost before is whatever
        // their writer says, and is a matter of this camera's alone.
        base::ShortfallMeter encoding;
        double whole_rate = 0;  // of these, a second, while encoding does not go first
    };
    void want_thread(std::size_t number, Camera& camera);
    void go_silent(std::size_t number, Camera& camera, base::MonotonicTime since);
    // A thread of encoding: of those that work while encoding goes first, or while it does not.
    void work(bool first);
    // Takes the camera's next frame out of its queue; none: draw a card.
    std::optional<Arrival> next_frame(std::size_t number, Camera& camera);
    void encode_one(std::size_t number, Camera& camera, const std::optional<Arrival>& arrival);
    void see_to_card(std::size_t number, Camera& camera, base::MonotonicTime now);
    void see_to_state(std::size_t number, Camera& camera, base::MonotonicTime now);
    void see_to_shortage(base::MonotonicTime now);
    void fill_status(std::size_t number, Camera& camera, base::MonotonicTime now);

    boundary::PublisherStatus& status_;
    const base::Clock& clock_;
    std::vector<std::unique_ptr<Camera>> cameras_;
    Shortage shortage_;
    mutable std::mutex mutex_;  // guards the queues and flags of all cameras, and what follows
    std::condition_variable work_came_;
    std::condition_variable first_work_came_;
    bool encoding_first_ = false;
    std::deque<std::size_t> ready_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
    base::MonotonicTime next_look_{};
    base::MonotonicTime next_status_{};
};

}  // namespace cordon::trusted::publish
