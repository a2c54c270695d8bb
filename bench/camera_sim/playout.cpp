// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/playout.hpp"

#include <algorithm>

namespace cordon::bench {

base::MonotonicTime Timeline::due(std::uint64_t picture) const {
    return origin_ + loop_start(picture) + clip_->pictures[clip_index(picture)].decode_time;
}

std::uint32_t Timeline::rtp_timestamp(std::uint64_t picture) const {
    const auto time = loop_start(picture) + clip_->pictures[clip_index(picture)].presentation_time;
    // 90 kHz is 9 ticks every 100,000 ns; in 64 bits this holds for 32 years.
    return static_cast<std::uint32_t>(time.count() * 9 / 100'000);
}

std::uint64_t Timeline::latest_random_access(base::MonotonicTime now) const {
    const auto elapsed = std::max(now - origin_, std::chrono::nanoseconds(0));
    const auto loop = static_cast<std::uint64_t>(elapsed / clip_->duration);
    const auto into = elapsed % clip_->duration;
    std::size_t index = 0;
    for (std::size_t i = 0; i < clip_->pictures.size() && clip_->pictures[i].decode_time <= into; ++i) {
        if (clip_->pictures[i].random_access) {
            index = i;
        }
    }
    return loop * clip_->pictures.size() + index;
}

std::uint64_t Timeline::next_random_access(base::MonotonicTime now) const {
    std::uint64_t picture = latest_random_access(now) + 1;
    while (!clip_->pictures[clip_index(picture)].random_access) {
        ++picture;
    }
    return picture;
}

}  // namespace cordon::bench
