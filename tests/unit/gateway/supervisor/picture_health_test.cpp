// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/picture_health.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

class PictureHealthTest : public testing::Test {
protected:
    // So many seconds of ten pictures each.
    void seconds(int count, std::uint64_t changes, std::uint64_t damaged) {
        for (int i = 0; i < count; ++i) {
            now += 1s;
            counts.access_units += 10;
            counts.frames += 10;
            counts.changes += changes;
            counts.damaged += damaged;
            health.sample(now, counts);
        }
    }
    base::MonotonicTime now{1000s};
    PictureHealth::Counts counts;
    PictureHealth health;
};

TEST_F(PictureHealthTest, CallsPicturesFrozenThatDoNotChangeForSoLong) {
    seconds(5, 10, 0);
    seconds(15, 0, 0);
    EXPECT_TRUE(health.is_frozen());
    seconds(1, 1, 0);
    EXPECT_FALSE(health.is_frozen());
}

TEST_F(PictureHealthTest, WaitsThatLong) {
    seconds(5, 10, 0);
    seconds(14, 0, 0);
    EXPECT_FALSE(health.is_frozen());
}

TEST_F(PictureHealthTest, DoesNotCallAStillSceneFrozenThatChangesNowAndThen) {
    for (int i = 0; i < 6; ++i) {
        seconds(9, 0, 0);
        seconds(1, 1, 0);
        EXPECT_FALSE(health.is_frozen());
    }
}

TEST_F(PictureHealthTest, CallsNothingFrozenWhereNothingComes) {
    counts = {.access_units = 5, .frames = 5};
    for (int i = 0; i < 20; ++i) {
        health.sample(now += 1s, counts);
    }
    EXPECT_FALSE(health.is_frozen());
}

TEST_F(PictureHealthTest, NoticesThatHalfOfWhatComesIsBroken) {
    seconds(6, 10, 4);
    EXPECT_FALSE(health.is_damaged());
    seconds(6, 10, 5);
    EXPECT_TRUE(health.is_damaged());
    seconds(6, 10, 0);
    EXPECT_FALSE(health.is_damaged());
}

TEST_F(PictureHealthTest, BeginsAnewWithANewDecoder) {
    seconds(20, 0, 10);
    counts = {};
    seconds(1, 0, 0);
    EXPECT_FALSE(health.is_frozen());
    EXPECT_FALSE(health.is_damaged());
}

}  // namespace
}  // namespace cordon::supervisor
