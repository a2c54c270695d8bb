// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/ring_reader.hpp"
#include "pipelines/trusted/publish/arrival.hpp"
#include "pipelines/trusted/publish/cadence.hpp"
#include "pipelines/trusted/publish/frame_allowance.hpp"

namespace cordon::trusted::publish {

// Who hears what the poller finds. Called on the poller's thread; does not block. Cameras by number.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    virtual void on_frame(std::size_t camera, const Arrival& arrival) = 0;
    // Frames that nobody will read: overwritten before they were seen, torn, or more than allowed.
    virtual void on_lost(std::size_t camera, std::uint64_t frames) = 0;
    // No frame has come since `since`: once, until the next frame.
    virtual void on_silence(std::size_t camera, base::MonotonicTime since) = 0;
};

// Looks at every ring's counter and says of each new frame, in order, that it is there; it reads no pixel.
// The rings' writers cannot see whether, when or how often. One thread.
class RingPoller {
public:
    struct Ring {
        const boundary::RingReader* reader = nullptr;  // borrowed
        std::uint32_t most_frames_per_second = 0;
    };
    // Between two polls at most.
    static constexpr Cadence::Duration kLongestSleep = std::chrono::milliseconds(40);
    // And at least, between Cadence::kFine and kCoarse: to wake up costs some 40 us whatever is found, so
    // where frames of many cameras are due all the time they are looked for together.
    static constexpr Cadence::Duration kSleepPerCamera = std::chrono::microseconds(60);

    // Ring i is camera i's; what it holds already is not new. Borrows sink and clock.
    RingPoller(const std::vector<Ring>& rings, FrameSink& sink, const base::Clock& clock);

    // Looks at every ring once, and says when to look again.
    base::MonotonicTime poll();

private:
    struct Camera {
        explicit Camera(const Ring& ring)
            : reader(ring.reader),
              last_number(ring.reader->latest()),
              allowance(ring.most_frames_per_second) {}

        const boundary::RingReader* reader;
        std::uint64_t last_number;
        FrameAllowance allowance;
        Cadence cadence;
        base::MonotonicTime last_frame{};
        bool live = false;
    };
    [[nodiscard]] Cadence::Duration shortest_sleep() const;
    void look_at(std::size_t number, base::MonotonicTime now);
    // How many of these frames are lost.
    std::uint64_t take(std::size_t number, const boundary::RingReader::News& news, base::MonotonicTime now);

    std::vector<Camera> cameras_;
    FrameSink& sink_;
    const base::Clock& clock_;
};

}  // namespace cordon::trusted::publish
