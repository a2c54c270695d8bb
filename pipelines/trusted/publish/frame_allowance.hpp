// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::publish {

// How many frames of one camera may be copied: so many a second, with a burst for frames that waited behind
// one another. Bounds what a lying ring can cost. One thread.
class FrameAllowance {
public:
    static constexpr double kBurst = 8;

    explicit FrameAllowance(std::uint32_t most_frames_per_second) : per_second_(most_frames_per_second) {}

    // Whether one more may be copied now.
    [[nodiscard]] bool take(base::MonotonicTime now) {
        const std::chrono::duration<double> elapsed = now - filled_;
        filled_ = now;
        left_ = std::min(left_ + elapsed.count() * per_second_, kBurst);
        if (left_ < 1) {
            return false;
        }
        left_ -= 1;
        return true;
    }

private:
    double per_second_;
    double left_ = kBurst;
    base::MonotonicTime filled_{};
};

}  // namespace cordon::trusted::publish
