// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/restart_policy.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

class RestartPolicyTest : public testing::Test {
protected:
    // Lives for `life`; how long the next start is put off.
    std::chrono::nanoseconds live(std::chrono::nanoseconds life) {
        policy_.started(now_);
        now_ += life;
        const auto due = policy_.ended(now_);
        const auto delay = due - now_;
        now_ = due;
        return delay;
    }

    RestartPolicy policy_;
    base::MonotonicTime now_{1h};
};

TEST_F(RestartPolicyTest, RetriesWithinAQuarterOfASecondTheFirstTime) {
    EXPECT_LE(live(0ms), 250ms);
}

TEST_F(RestartPolicyTest, GrowsToTenSecondsWhileLivesAreShort) {
    const std::vector<std::chrono::nanoseconds> expected{50ms,   100ms,  200ms,  400ms, 800ms,
                                                         1600ms, 3200ms, 6400ms, 10s,   10s};
    for (const auto& delay : expected) {
        EXPECT_EQ(live(1ms), delay);
    }
}

TEST_F(RestartPolicyTest, StartsAfreshAfterHalfAMinuteOfHealth) {
    for (int i = 0; i < 8; ++i) {
        live(0ms);
    }
    EXPECT_GT(live(29s), 50ms);
    EXPECT_EQ(live(30s), 50ms);
    EXPECT_EQ(live(0ms), 100ms);
}

TEST_F(RestartPolicyTest, BringsBackAtOnceWhatDiesOnceASecond) {
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(live(950ms), 50ms);
    }
}

}  // namespace
}  // namespace cordon::supervisor
