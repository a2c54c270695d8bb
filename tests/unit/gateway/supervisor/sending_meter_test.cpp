// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/sending_meter.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

class SendingMeterTest : public testing::Test {
protected:
    // Tenths of a second in which so many pictures come each; whether it sends after the last.
    bool see(int tenths, std::uint64_t pictures_each, double usual) {
        bool sends = false;
        for (int i = 0; i < tenths; ++i) {
            now_ += 100ms;
            pictures_ += pictures_each;
            sends = meter_.sample(now_, pictures_, usual);
        }
        return sends;
    }

    SendingMeter meter_;
    base::MonotonicTime now_{1h};
    std::uint64_t pictures_ = 0;
};

TEST_F(SendingMeterTest, SeesACamerasEndWithinHalfASecond) {
    EXPECT_TRUE(see(10, 2, 25));
    EXPECT_TRUE(see(3, 0, 25)) << "a hiccup";
    EXPECT_FALSE(see(2, 0, 25));
    EXPECT_TRUE(see(1, 1, 25)) << "it is back";
}

TEST_F(SendingMeterTest, WaitsForThreeOfAFewPictures) {
    EXPECT_TRUE(see(1, 1, 2));
    EXPECT_TRUE(see(14, 0, 2));
    EXPECT_FALSE(see(2, 0, 2));
}

TEST_F(SendingMeterTest, WaitsNoLongerThanThreeSecondsHoweverFewCome) {
    EXPECT_TRUE(see(1, 1, 0.1));
    EXPECT_TRUE(see(28, 0, 0.1));
    EXPECT_FALSE(see(3, 0, 0.1));
}

TEST_F(SendingMeterTest, TakesACounterThatBeginsAnewForPictures) {
    EXPECT_TRUE(see(10, 2, 25));
    EXPECT_FALSE(see(6, 0, 25));
    pictures_ = 0;
    EXPECT_TRUE(see(1, 1, 25));
}

TEST_F(SendingMeterTest, GivesWhoeverItFirstSeesTimeToSend) {
    EXPECT_TRUE(see(1, 0, 25));
    EXPECT_TRUE(see(3, 0, 25));
    EXPECT_FALSE(see(2, 0, 25));
}

}  // namespace
}  // namespace cordon::supervisor
