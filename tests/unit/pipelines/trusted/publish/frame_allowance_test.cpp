// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/frame_allowance.hpp"

#include <gtest/gtest.h>

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;

constexpr base::MonotonicTime kStart{100s};

int taken_at_once(FrameAllowance& allowance, base::MonotonicTime now) {
    int taken = 0;
    while (allowance.take(now)) {
        ++taken;
    }
    return taken;
}

TEST(FrameAllowance, AllowsABurstAndThenNothing) {
    FrameAllowance allowance(25);
    EXPECT_EQ(taken_at_once(allowance, kStart), 8);
    EXPECT_FALSE(allowance.take(kStart + 39ms));
}

TEST(FrameAllowance, FillsUpAtItsRateAndNotBeyondABurst) {
    FrameAllowance allowance(25);
    taken_at_once(allowance, kStart);
    EXPECT_EQ(taken_at_once(allowance, kStart + 130ms), 3);
    EXPECT_EQ(taken_at_once(allowance, kStart + 1h), 8);
}

TEST(FrameAllowance, LetsEveryFrameOfAnHonestCameraPass) {
    FrameAllowance allowance(30);
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_TRUE(allowance.take(kStart + i * (1'000'000'000ns / 30))) << i;
    }
}

TEST(FrameAllowance, HoldsALyingRingToItsRateHoweverOftenItIsAsked) {
    FrameAllowance allowance(30);
    int taken = 0;
    for (int i = 0; i <= 100'000; ++i) {
        taken += allowance.take(kStart + i * 100us) ? 1 : 0;
    }
    EXPECT_NEAR(taken, 8 + 300, 1);  // in ten seconds
}

}  // namespace
}  // namespace cordon::trusted::publish
