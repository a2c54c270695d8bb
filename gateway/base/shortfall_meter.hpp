// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/base/clock.hpp"

namespace cordon::base {

// Tells a hiccup from work that is more than can be done, by two counters that only grow: how many pieces of
// it were done, and how many were passed over. Looks at one second after the other. Counters that went back
// (their keeper was replaced) begin anew. One thread.
class ShortfallMeter {
public:
    // More than one in twenty passed over, for so many seconds in a row.
    static constexpr int kSecondsToTell = 3;
    static constexpr std::uint64_t kOneIn = 20;

    // Call at least once a second.
    void sample(MonotonicTime now, std::uint64_t done, std::uint64_t passed_over);

    [[nodiscard]] bool is_short() const { return short_seconds_ >= kSecondsToTell; }
    // Over the last whole second that was looked at.
    [[nodiscard]] double done_per_second() const { return done_per_second_; }
    [[nodiscard]] double came_per_second() const { return came_per_second_; }

private:
    bool begun_ = false;
    MonotonicTime since_{};
    std::uint64_t done_ = 0;
    std::uint64_t passed_over_ = 0;
    int short_seconds_ = 0;
    double done_per_second_ = 0;
    double came_per_second_ = 0;
};

}  // namespace cordon::base
