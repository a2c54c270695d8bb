// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/shortage.hpp"

#include <gtest/gtest.h>

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;

class ShortageTest : public testing::Test {
protected:
    // Seconds with so many pictures a second shown, of those that came, where 1000 would be all.
    bool after(std::chrono::seconds time, double shown, double came) {
        for (const base::MonotonicTime end = now_ + time; now_ < end; now_ += 50ms) {
            shortage_.sample(now_, {.shown = shown, .came = came, .whole = 1000});
        }
        return shortage_.is_on();
    }
    base::MonotonicTime now_{100s};
    Shortage shortage_;
};

TEST_F(ShortageTest, IsNoneWhileAboutHalfOfThePicturesAreShown) {
    EXPECT_FALSE(after(60s, 1000, 1000));
    EXPECT_FALSE(after(60s, 460, 1000));
}

TEST_F(ShortageTest, IsNoneWhereNoCameraSendsAnything) {
    shortage_.sample(now_, {});
    EXPECT_FALSE(shortage_.is_on());
}

TEST_F(ShortageTest, BeginsWhenLessIsShownAndLastsWhileDecodersBringLess) {
    EXPECT_TRUE(after(1s, 440, 1000));
    EXPECT_TRUE(after(60s, 460, 460));
    EXPECT_TRUE(after(60s, 700, 890));
}

TEST_F(ShortageTest, BeginsAlsoWhereDecodersBringLess) {
    EXPECT_TRUE(after(1s, 440, 600));
}

TEST_F(ShortageTest, IsNoneWhereCamerasHaveComeToSendLess) {
    EXPECT_FALSE(after(60s, 400, 400));
}

TEST_F(ShortageTest, EndsWhenNearlyAllPicturesComeAgain) {
    after(60s, 440, 500);
    EXPECT_FALSE(after(1s, 900, 900));
}

TEST_F(ShortageTest, LastsLongEnoughForDecodersToFallBehind) {
    after(1s, 440, 1000);
    EXPECT_TRUE(after(2s, 600, 1000));
    EXPECT_FALSE(after(2s, 600, 1000));
}

TEST_F(ShortageTest, IsTriedAnewNowAndThen) {
    after(1s, 440, 1000);
    EXPECT_TRUE(after(299s, 460, 460));
    EXPECT_FALSE(after(1s, 460, 460));
}

}  // namespace
}  // namespace cordon::trusted::publish
