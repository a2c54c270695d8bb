// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/shortfall_meter.hpp"

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

using namespace std::chrono_literals;

class ShortfallMeterTest : public testing::Test {
protected:
    // A second of 25 pieces, of which so many are passed over.
    void second(std::uint64_t passed_over, std::uint64_t came = 25) {
        for (int i = 0; i < 5; ++i) {
            now_ += 200ms;
            done_ += (came - passed_over) / 5;
            passed_over_ += passed_over / 5;
            if (i == 4) {
                done_ += (came - passed_over) % 5;
                passed_over_ += passed_over % 5;
            }
            meter_.sample(now_, done_, passed_over_);
        }
    }

    MonotonicTime now_{100s};
    std::uint64_t done_ = 0;
    std::uint64_t passed_over_ = 0;
    ShortfallMeter meter_;
    ShortfallMeterTest() { meter_.sample(now_, 0, 0); }
};

TEST_F(ShortfallMeterTest, IsNotShortWhileAllIsDone) {
    for (int i = 0; i < 10; ++i) {
        second(0);
        EXPECT_FALSE(meter_.is_short());
    }
    EXPECT_DOUBLE_EQ(meter_.done_per_second(), 25);
    EXPECT_DOUBLE_EQ(meter_.came_per_second(), 25);
}

TEST_F(ShortfallMeterTest, IsShortAfterThreeSecondsInARowAndNoLongerAfterOneThatIsWhole) {
    second(14);
    second(14);
    EXPECT_FALSE(meter_.is_short());
    second(14);
    EXPECT_TRUE(meter_.is_short());
    EXPECT_DOUBLE_EQ(meter_.done_per_second(), 11);
    EXPECT_DOUBLE_EQ(meter_.came_per_second(), 25);
    second(14);
    EXPECT_TRUE(meter_.is_short());
    second(0);
    EXPECT_FALSE(meter_.is_short());
}

TEST_F(ShortfallMeterTest, RemembersWhereEveryOtherSecondIsWhole) {
    second(0);
    second(0);
    second(0);
    second(0);
    EXPECT_FALSE(meter_.was_short_lately());
    second(25);
    second(0);
    for (int i = 0; i < 5; ++i) {
        second(25);
        EXPECT_FALSE(meter_.is_short());
        EXPECT_TRUE(meter_.was_short_lately());
        EXPECT_DOUBLE_EQ(meter_.done_per_second(), 0);
        EXPECT_DOUBLE_EQ(meter_.done_lately(), 12.5);
        second(0);
        EXPECT_TRUE(meter_.was_short_lately());
        EXPECT_DOUBLE_EQ(meter_.done_per_second(), 25);
        EXPECT_DOUBLE_EQ(meter_.done_lately(), 12.5);
        EXPECT_DOUBLE_EQ(meter_.came_lately(), 25);
    }
}

TEST_F(ShortfallMeterTest, TakesNoHiccupForIt) {
    for (int i = 0; i < 10; ++i) {
        second(25);
        second(20);
        second(0);
        EXPECT_FALSE(meter_.is_short());
    }
}

TEST_F(ShortfallMeterTest, LeavesOneInTwentyAndOneAloneUnsaid) {
    for (int i = 0; i < 5; ++i) {
        second(2, 40);
        EXPECT_FALSE(meter_.is_short());
    }
    for (int i = 0; i < 5; ++i) {
        second(1, 2);
        EXPECT_FALSE(meter_.is_short());
    }
    for (int i = 0; i < 3; ++i) {
        second(3, 40);
    }
    EXPECT_TRUE(meter_.is_short());
}

TEST_F(ShortfallMeterTest, BeginsAnewWithCountersThatWentBack) {
    second(14);
    second(14);
    done_ = passed_over_ = 0;
    second(14);
    EXPECT_FALSE(meter_.is_short());
    second(14);
    second(14);
    second(14);
    EXPECT_TRUE(meter_.is_short());
}

TEST_F(ShortfallMeterTest, IsNotShortOfWhatDoesNotCome) {
    second(14);
    second(14);
    second(14);
    second(0, 0);
    EXPECT_FALSE(meter_.is_short());
    EXPECT_DOUBLE_EQ(meter_.came_per_second(), 0);
}

}  // namespace
}  // namespace cordon::base
