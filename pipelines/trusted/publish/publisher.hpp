// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/status_page.hpp"
#include "pipelines/trusted/publish/frame_pump.hpp"
#include "pipelines/trusted/publish/ring_poller.hpp"
#include "pipelines/trusted/stream/stream_registry.hpp"

namespace cordon::trusted::publish {

// Everything of the publisher that stands between the rings and the servers.
class Publisher {
public:
    // Maps the rings and the status page from their descriptors, which it closes, and makes the encoders. An
    // Error names the camera.
    static base::Result<std::unique_ptr<Publisher>> create(const boundary::PublisherLaunchRecord& record);
    ~Publisher();
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;

    // Starts polling and encoding. Until then no thread runs.
    void start();

    // When the poller last looked at the rings and saw to the pump: a thread that stands still shows here.
    // Any thread.
    [[nodiscard]] base::MonotonicTime last_poll() const {
        return base::MonotonicTime(std::chrono::nanoseconds(boundary::read_once(status_->last_poll_ns)));
    }

    // The same of the threads that encode.
    [[nodiscard]] base::MonotonicTime last_encoding_turn() const { return pump_.last_turn(); }

    [[nodiscard]] stream::StreamRegistry& streams() { return streams_; }
    [[nodiscard]] boundary::PublisherStatus& status() { return *status_; }

private:
    using Status = boundary::StatusWriter<boundary::PublisherStatus>;
    struct Parts {
        std::vector<stream::StreamInfo> infos;
        std::vector<boundary::RingReader> rings;
        std::vector<std::uint32_t> most_frames_per_second;
        std::vector<std::uint32_t> noise_tolerances;
        std::vector<std::unique_ptr<encode::H264Encoder>> encoders;
    };
    static base::Result<> add_camera(const boundary::PublishedCamera& camera, int ring_fd, Parts& parts);
    Publisher(Parts parts, Status status, const boundary::PublisherLaunchRecord& record);
    std::vector<FramePump::Source> sources(Parts& parts);
    [[nodiscard]] std::vector<RingPoller::Ring> polled(const Parts& parts) const;
    void poll_until_stopped();
    void note_poll();

    base::MonotonicClock clock_;
    Status status_;
    stream::StreamRegistry streams_;
    std::vector<boundary::RingReader> rings_;
    FramePump pump_;
    RingPoller poller_;
    std::size_t encoder_threads_;
    std::atomic<bool> stopping_{false};
    std::thread poller_thread_;
};

}  // namespace cordon::trusted::publish
