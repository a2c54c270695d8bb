// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::encode {

// Keeps a constant-quality encoder under a bit rate: the quantiser stays at the one asked for while the
// pictures of the last second fit, and rises with what is above. On average the ceiling holds; single
// keyframes may be as large as they need to be. One thread.
class RateCeiling {
public:
    static constexpr std::uint32_t kCoarsest = 51;  // ITU-T H.264's largest quantiser

    RateCeiling(std::uint32_t quantiser, std::uint32_t most_kilobits_per_second)
        : quantiser_(quantiser), bits_per_second_(most_kilobits_per_second * 1000.0) {}

    // For the picture at `now`: from the quantiser asked for to kCoarsest.
    [[nodiscard]] std::uint32_t quantiser(base::MonotonicTime now);
    // What that picture came to.
    void add(std::size_t bytes) { backlog_bits_ += static_cast<double>(bytes) * 8; }

private:
    std::uint32_t quantiser_;
    double bits_per_second_;
    double backlog_bits_ = 0;  // what the ceiling would not have carried away yet
    base::MonotonicTime drained_{};
};

}  // namespace cordon::trusted::encode
