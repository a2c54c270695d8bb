// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/ring_reader.hpp"
#include "pipelines/trusted/encode/frame.hpp"
#include "pipelines/trusted/publish/cadence.hpp"
#include "pipelines/trusted/publish/frame_allowance.hpp"

namespace cordon::trusted::publish {

// Where the poller puts what it finds. Called on the poller's thread; does not block. Cameras by number.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    // Memory to copy a frame of `camera` into; null when there is none.
    [[nodiscard]] virtual encode::FramePtr frame_for(std::size_t camera) = 0;
    virtual void on_frame(std::size_t camera, encode::FramePtr frame) = 0;
    // Frames that were not copied: overwritten, torn, or more than allowed.
    virtual void on_lost(std::size_t camera, std::uint64_t frames) = 0;
    // No frame has come since `since`: once, until the next frame.
    virtual void on_silence(std::size_t camera, base::MonotonicTime since) = 0;
};

// Looks at every ring's counter and copies each new frame once, in order. The rings' writers cannot see
// whether, when or how often. One thread.
class RingPoller {
public:
    struct Ring {
        boundary::RingReader reader;
        std::uint32_t most_frames_per_second = 0;
    };
    // Between two polls at most.
    static constexpr Cadence::Duration kLongestSleep = std::chrono::milliseconds(40);

    // Ring i is camera i's. Borrows sink and clock.
    RingPoller(std::vector<Ring> rings, FrameSink& sink, const base::Clock& clock);

    // Looks at every ring once, and says when to look again.
    base::MonotonicTime poll();

private:
    struct Camera {
        explicit Camera(Ring ring) : reader(std::move(ring.reader)), allowance(ring.most_frames_per_second) {}

        boundary::RingReader reader;
        FrameAllowance allowance;
        Cadence cadence;
        base::MonotonicTime last_frame{};
        bool live = false;
    };
    void look_at(std::size_t number, base::MonotonicTime now);
    void copy_one(std::size_t number, base::MonotonicTime now);

    std::vector<Camera> cameras_;
    FrameSink& sink_;
    const base::Clock& clock_;
};

}  // namespace cordon::trusted::publish
