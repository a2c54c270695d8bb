// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/rate_ceiling.hpp"

#include <algorithm>
#include <chrono>

namespace cordon::trusted::encode {
namespace {

// A second's worth of bits may wait before quality gives way: a keyframe never gets there.
constexpr double kFreeSeconds = 1.0;
// Six steps of the quantiser about halve the bits; this many per second of backlog above the free one.
constexpr double kStepsPerSecond = 12.0;

}  // namespace

std::uint32_t RateCeiling::quantiser(base::MonotonicTime now) {
    const std::chrono::duration<double> elapsed = now - drained_;
    drained_ = now;
    backlog_bits_ = std::max(backlog_bits_ - elapsed.count() * bits_per_second_, 0.0);
    const double excess_seconds = backlog_bits_ / bits_per_second_ - kFreeSeconds;
    const double steps = std::clamp(excess_seconds * kStepsPerSecond, 0.0, double{kCoarsest});
    return std::min(quantiser_ + static_cast<std::uint32_t>(steps), kCoarsest);
}

}  // namespace cordon::trusted::encode
