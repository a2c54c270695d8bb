// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gateway/base/clock.hpp"

namespace cordon::base {

// Tells a hiccup from work that is more than can be done, by two counters that only grow: how many pieces of
// it were done, and how many were passed over. Looks at one second after the other, and remembers a few.
// Counters that went back (their keeper was replaced) begin anew. One thread.
class ShortfallMeter {
public:
    // More than one in twenty passed over, for so many seconds in a row.
    static constexpr int kSecondsToTell = 3;
    static constexpr std::uint64_t kOneIn = 20;

    // Call at least once a second.
    void sample(MonotonicTime now, std::uint64_t done, std::uint64_t passed_over);

    [[nodiscard]] bool is_short() const { return short_seconds_ >= kSecondsToTell; }
    // Over the last whole second that was looked at.
    [[nodiscard]] double done_per_second() const { return seconds_.front().done; }
    [[nodiscard]] double came_per_second() const { return seconds_.front().came; }
    // More than one in twenty of the remembered seconds together: for who knows that work is left out on
    // purpose. Where it is the second half of each group of pictures, every other second is whole.
    [[nodiscard]] bool was_short_lately() const {
        return (came_lately() - done_lately()) * kOneIn > came_lately();
    }
    // The mean of the last kRemembered of them, as far as there were so many.
    [[nodiscard]] double done_lately() const { return mean_of(&Second::done); }
    [[nodiscard]] double came_lately() const { return mean_of(&Second::came); }

private:
    static constexpr std::size_t kRemembered = 4;
    struct Second {
        double done = 0;  // a second
        double came = 0;
    };
    [[nodiscard]] double mean_of(double Second::*rate) const;

    bool begun_ = false;
    MonotonicTime since_{};
    std::uint64_t done_ = 0;
    std::uint64_t passed_over_ = 0;
    int short_seconds_ = 0;
    std::array<Second, kRemembered> seconds_{};  // the last one first
    std::size_t seen_ = 0;                       // of them
};

}  // namespace cordon::base
