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
    watchdog.on_playing(MonotonicTime(10s));
    watchdog.on_picture(MonotonicTime(12s));
    watchdog.on_packet(MonotonicTime(14s));  // is no picture
    EXPECT_EQ(watchdog.due(), MonotonicTime(17s));
    EXPECT_FALSE(watchdog.stalled(MonotonicTime(17s - 1ns)));
    EXPECT_TRUE(watchdog.stalled(MonotonicTime(17s)));
}

TEST(StallWatchdog, WaitsLongerForAFirstPictureWhilePacketsCome) {
    StallWatchdog watchdog(5s);
    watchdog.on_playing(MonotonicTime(10s));
    for (auto now = MonotonicTime(11s); now < MonotonicTime(40s); now += 1s) {
        watchdog.on_packet(now);
        EXPECT_FALSE(watchdog.stalled(now + 4s));
        EXPECT_TRUE(watchdog.stalled(now + 5s)) << "no packet either";
    }
    watchdog.on_packet(MonotonicTime(41s));
    EXPECT_TRUE(watchdog.stalled(MonotonicTime(44s))) << "half a minute is enough";
}

TEST(StallWatchdog, ExpectsNothingBeforeASessionAndWhileResting) {
    StallWatchdog watchdog(5s);
    EXPECT_FALSE(watchdog.stalled(MonotonicTime(1000s)));
    EXPECT_FALSE(watchdog.due().has_value());
    watchdog.on_playing(MonotonicTime(10s));
    watchdog.rest();
    watchdog.on_packet(MonotonicTime(11s));
    EXPECT_FALSE(watchdog.stalled(MonotonicTime(1000s)));
    EXPECT_FALSE(watchdog.due().has_value());
}

}  // namespace
}  // namespace cordon::untrusted::receive
