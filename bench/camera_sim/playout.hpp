// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "bench/camera_sim/clip.hpp"
#include "gateway/base/clock.hpp"

namespace cordon::bench {

// Where a session begins.
enum class Beginning {
    kAtOnce,  // with the most recent random access point, and as much later all along
    kInStep,  // with the next one: each picture leaves when it is due
};

// A clip played round and round on one clock that never jumps. Picture n is picture n mod count of the clip.
class Timeline {
public:
    // Picture 0 is due at `origin`.
    Timeline(const Clip& clip, base::MonotonicTime origin) : clip_(&clip), origin_(origin) {}

    [[nodiscard]] std::size_t clip_index(std::uint64_t picture) const {
        return static_cast<std::size_t>(picture % clip_->pictures.size());
    }
    // When the picture leaves the camera.
    [[nodiscard]] base::MonotonicTime due(std::uint64_t picture) const;
    // Its RTP timestamp: presentation time in ticks of 90 kHz, continuous over loops.
    [[nodiscard]] std::uint32_t rtp_timestamp(std::uint64_t picture) const;
    // The latest random access point that is due at `now`, which is not before the origin.
    [[nodiscard]] std::uint64_t latest_random_access(base::MonotonicTime now) const;
    // The first random access point that is due after `now`.
    [[nodiscard]] std::uint64_t next_random_access(base::MonotonicTime now) const;

private:
    [[nodiscard]] std::chrono::nanoseconds loop_start(std::uint64_t picture) const {
        return clip_->duration * static_cast<std::int64_t>(picture / clip_->pictures.size());
    }

    const Clip* clip_;  // borrowed
    base::MonotonicTime origin_;
};

}  // namespace cordon::bench
