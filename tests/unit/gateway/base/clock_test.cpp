// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/clock.hpp"

#include <ctime>

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

std::uint64_t kernel_monotonic() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(now.tv_nsec);
}

TEST(MonotonicClock, IsTheKernelsMonotonicClockInNanoseconds) {
    const MonotonicClock clock;
    const std::uint64_t before = kernel_monotonic();
    const std::uint64_t now = to_nanoseconds(clock.now());
    const std::uint64_t after = kernel_monotonic();
    EXPECT_LE(before, now);
    EXPECT_LE(now, after);
}

}  // namespace
}  // namespace cordon::base
