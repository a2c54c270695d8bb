// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>

#include "gateway/base/clock.hpp"

namespace cordon::supervisor {

// How fast a counter that somebody else keeps has grown over the last few samples. A counter that went back
// (its keeper was replaced) begins anew.
class RateMeter {
public:
    void sample(base::MonotonicTime now, std::uint64_t count);
    [[nodiscard]] double per_second() const;

private:
    struct Sample {
        base::MonotonicTime time;
        std::uint64_t count = 0;
    };
    static constexpr std::size_t kSamples = 4;
    std::deque<Sample> samples_;
};

}  // namespace cordon::supervisor
