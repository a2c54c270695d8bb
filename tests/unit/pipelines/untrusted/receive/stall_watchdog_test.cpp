// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/stall_watchdog.hpp"

#include <gtest/gtest.h>

namespace cordon::untrusted::receive {
namespace {

using namespace std::chrono_literals;
using base::MonotonicTime;

TEST(StallWatchdog, StallsWhenTheLimitHasPassedSinceTheLastSignOfLife) {
    StallWatchdog watchdog(5s);
    watchdog.on_life(MonotonicTime(10s));
    watchdog.on_life(MonotonicTime(12s));
    EXPECT_EQ(watchdog.due(), MonotonicTime(17s));
    EXPECT_FALSE(watchdog.stalled(MonotonicTime(17s - 1ns)));
    EXPECT_TRUE(watchdog.stalled(MonotonicTime(17s)));
}

TEST(StallWatchdog, ExpectsNothingBeforeASessionAndWhileResting) {
    StallWatchdog watchdog(5s);
    EXPECT_FALSE(watchdog.stalled(MonotonicTime(1000s)));
    EXPECT_FALSE(watchdog.due().has_value());
    watchdog.on_life(MonotonicTime(10s));
    watchdog.rest();
    EXPECT_FALSE(watchdog.stalled(MonotonicTime(1000s)));
    EXPECT_FALSE(watchdog.due().has_value());
}

}  // namespace
}  // namespace cordon::untrusted::receive
