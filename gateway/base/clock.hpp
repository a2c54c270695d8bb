// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace cordon::base {

// CLOCK_MONOTONIC: the same in every process of this machine, and the only clock Cordon reckons with.
using MonotonicTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

// Where time comes from. Tests pass their own; programs pass MonotonicClock.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual MonotonicTime now() const = 0;
};

class MonotonicClock final : public Clock {
public:
    [[nodiscard]] MonotonicTime now() const override {
        return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now());
    }
};

// Nanoseconds since the clock's epoch, as the records that cross a process carry them.
[[nodiscard]] inline std::uint64_t to_nanoseconds(MonotonicTime time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

}  // namespace cordon::base
