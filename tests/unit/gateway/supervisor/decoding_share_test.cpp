// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/decoding_share.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

// Seconds of a machine that can decode so much of what its 40 cameras send, in percent.
int settle(DecodingShare& share, double carried, int seconds) {
    for (int i = 0; i < seconds; ++i) {
        const bool is_short = share.percent() > carried;
        const double idle = is_short ? 0 : (carried - share.percent()) / 100;
        share.sample({.streaming = 40, .late = is_short ? 30U : 0U, .idle = idle});
    }
    return share.percent();
}

TEST(DecodingShare, IsWholeWhileDecodersKeepUp) {
    DecodingShare share;
    EXPECT_EQ(settle(share, 101, 100), boundary::kWholeGroups);
}

TEST(DecodingShare, FallsToWhatTheMachineCarriesWithinSecondsAndStaysNearIt) {
    DecodingShare share;
    settle(share, 46, 6);
    for (int i = 0; i < 60; ++i) {
        const int percent = settle(share, 46, 1);
        EXPECT_GE(percent, 36) << i;
        EXPECT_LE(percent, 49) << i;
    }
}

// Tenths of a second.
void see(DecodingShare& share, DecodingShare::Tenth tenth, int tenths) {
    for (int i = 0; i < tenths; ++i) {
        share.sample(tenth);
    }
}

// Of a machine that carries 46 % of what 40 cameras send.
DecodingShare share_of_a_short_machine() {
    DecodingShare share;
    settle(share, 46, 60);
    see(share, {.sending = 40, .idle = 0}, 10);
    return share;
}

TEST(DecodingShare, IsWholeAgainThreeTenthsAfterHalfOfTheCamerasHaveGone) {
    DecodingShare share = share_of_a_short_machine();
    ASSERT_LT(share.percent(), 50);
    see(share, {.sending = 20, .idle = 0.5}, 2);
    EXPECT_LT(share.percent(), 50) << "that may be chance";
    see(share, {.sending = 20, .idle = 0.5}, 1);
    EXPECT_EQ(share.percent(), boundary::kWholeGroups) << "the last percents are not felt for";
}

TEST(DecodingShare, LeavesDecodersTimeToCatchUpOnceItIsWholeAgain) {
    DecodingShare share = share_of_a_short_machine();
    see(share, {.sending = 20, .idle = 0.5}, 3);
    const DecodingShare::Second catching_up{.streaming = 20, .late = 15, .idle = 0};
    for (int i = 0; i < 3; ++i) {
        share.sample(catching_up);
        EXPECT_EQ(share.percent(), boundary::kWholeGroups) << i;
    }
    share.sample(catching_up);
    EXPECT_LT(share.percent(), boundary::kWholeGroups) << "the machine is short after all";
}

TEST(DecodingShare, IsForFewerCamerasAsMuchMoreAsTheyAreFewerOnce) {
    DecodingShare share = share_of_a_short_machine();
    const double before = share.percent();
    see(share, {.sending = 30, .idle = 0.25}, 30);
    EXPECT_GT(share.percent(), before * 1.25);
    EXPECT_LT(share.percent(), before * 1.6);
}

TEST(DecodingShare, TakesIdleProcessorsForNoRoomWhileAllCamerasSend) {
    DecodingShare share = share_of_a_short_machine();
    const int before = share.percent();
    see(share, {.sending = 40, .idle = 0.5}, 30);
    see(share, {.sending = 35, .idle = 0.5}, 30);
    EXPECT_EQ(share.percent(), before) << "their keyframes may come close together";
}

TEST(DecodingShare, TakesFewerCamerasForNoRoomWhileTheProcessorsAreBusy) {
    DecodingShare share = share_of_a_short_machine();
    const int before = share.percent();
    for (int i = 0; i < 100; ++i) {
        share.sample({.sending = 20, .idle = i % 3 == 0 ? 0.1 : 0.5});
    }
    EXPECT_EQ(share.percent(), before);
}

TEST(DecodingShare, TakesWhatWasIdleBeforeTheMachineWasShortForNoRoom) {
    DecodingShare share = share_of_a_short_machine();
    see(share, {.sending = 20, .idle = 0.5}, 2);
    settle(share, 101, 60);
    ASSERT_EQ(share.percent(), boundary::kWholeGroups);
    settle(share, 46, 1);
    const int before = share.percent();
    ASSERT_LT(before, boundary::kWholeGroups);
    see(share, {.sending = 20, .idle = 0.5}, 1);
    EXPECT_EQ(share.percent(), before);
}

TEST(DecodingShare, LeavesLateDecodersWhereTheProcessorsRestInEverySecondSecond) {
    DecodingShare share = share_of_a_short_machine();
    share.sample({.streaming = 40, .late = 0, .idle = 0});
    const int before = share.percent();
    for (int i = 0; i < 30; ++i) {
        share.sample({.streaming = 40, .late = 10, .idle = i % 2 == 0 ? 0.14 : 0.0});
    }
    EXPECT_EQ(share.percent(), before) << "their cameras' keyframes come close together";
    share.sample({.streaming = 40, .late = 10, .idle = 0});
    share.sample({.streaming = 40, .late = 10, .idle = 0});
    EXPECT_LT(share.percent(), before);
}

TEST(DecodingShare, TakesAPartOfWhatTwoSecondsLeftIdle) {
    DecodingShare share = share_of_a_short_machine();
    share.sample({.streaming = 40, .late = 0, .idle = 0});
    const double before = share.percent();
    share.sample({.streaming = 40, .late = 0, .idle = 0.4});
    EXPECT_GT(share.percent(), before * 1.05);
    EXPECT_LT(share.percent(), before * 1.2);
}

TEST(DecodingShare, NeverFallsBelowTheLeast) {
    DecodingShare share;
    EXPECT_EQ(settle(share, 0, 100), DecodingShare::kLeast);
}

TEST(DecodingShare, IsNoAffairOfAFewCamerasWhoseDecodersAreBehind) {
    DecodingShare share;
    for (int i = 0; i < 10; ++i) {
        share.sample({.streaming = 40, .late = 4, .idle = 0});
        share.sample({.streaming = 2, .late = 2, .idle = 0});
    }
    EXPECT_EQ(share.percent(), boundary::kWholeGroups);
}

TEST(DecodingShare, ToleratesFewerOfThemOnceTheMachineIsKnownToBeShort) {
    DecodingShare share;
    share.sample({.streaming = 40, .late = 20, .idle = 0});
    const int before = share.percent();
    ASSERT_LT(before, boundary::kWholeGroups);
    for (int i = 0; i < 10; ++i) {
        share.sample({.streaming = 40, .late = 3, .idle = 0});
    }
    EXPECT_EQ(share.percent(), before) << "three of 40";
    share.sample({.streaming = 40, .late = 4, .idle = 0});
    EXPECT_LT(share.percent(), before);
}

}  // namespace
}  // namespace cordon::supervisor
