// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>

namespace cordon::supervisor {

// Whether something that should move stands still. Counted in ticks, about a second each, not by the clock: a
// machine that stood still as a whole has not ticked either.
class Standstill {
public:
    // So long, and what stands still is ended and begun anew.
    static constexpr int kTooLong = 10;

    // At each tick: `count` grows as long as it moves; for how many ticks it has not. It starts again
    // whenever it is not `expected` to.
    int sample(std::uint64_t count, bool expected) {
        const std::uint64_t before = std::exchange(count_, count);
        ticks_ = expected && count == before ? ticks_ + 1 : 0;
        return ticks_;
    }
    [[nodiscard]] int ticks() const { return ticks_; }

private:
    std::uint64_t count_ = 0;
    int ticks_ = 0;
};

}  // namespace cordon::supervisor
