// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/reconnect_delay.hpp"

#include <initializer_list>
#include <set>

#include <gtest/gtest.h>

namespace cordon::untrusted::receive {
namespace {

using namespace std::chrono_literals;
using rtsp::SessionEnd;

bool within_a_fifth(std::chrono::milliseconds delay, std::chrono::milliseconds nominal) {
    return delay >= nominal - nominal / 5 && delay <= nominal + nominal / 5;
}

void expect_row(SessionEnd end, std::chrono::nanoseconds lasted,
                std::initializer_list<std::chrono::milliseconds> row) {
    ReconnectDelay delay(1);
    for (const auto nominal : row) {
        EXPECT_TRUE(within_a_fifth(delay.next(end, lasted), nominal)) << nominal.count();
    }
}

TEST(ReconnectDelay, GrowsToAMinuteForACameraThatWasSpokenTo) {
    for (const auto end : {SessionEnd::kClosed, SessionEnd::kProtocolError, SessionEnd::kNotFound,
                           SessionEnd::kUnsupportedCodec, SessionEnd::kStopped, SessionEnd::kRedirected,
                           SessionEnd::kNoTransport}) {
        expect_row(end, 0s, {1s, 5s, 10s, 60s, 60s});
    }
}

TEST(ReconnectDelay, AsksAnAbsentCameraAboutOnceASecondForTenMinutes) {
    ReconnectDelay delay(1);
    for (int i = 0; i < 400; ++i) {
        EXPECT_LE(delay.next(SessionEnd::kUnreachable, 0s), 240ms);
    }
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kUnreachable, 0s), 5s));
    expect_row(SessionEnd::kRefused, 0s, {800ms, 800ms, 800ms});
}

TEST(ReconnectDelay, BeginsAnewAfterASessionThatLasted) {
    expect_row(SessionEnd::kClosed, 9s, {200ms, 1s, 5s, 10s, 10s});
    ReconnectDelay delay(1);
    for (int i = 0; i < 4; ++i) {
        static_cast<void>(delay.next(SessionEnd::kClosed, 1s));
    }
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kClosed, 10s), 200ms));
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kClosed, 1s), 200ms));
}

TEST(ReconnectDelay, TriesARefusedPasswordFourTimesInHalfAnHourAtMost) {
    expect_row(SessionEnd::kAuthenticationFailed, 0s, {15s, 5min, 30min, 30min});
}

TEST(ReconnectDelay, RemembersARefusedPasswordWhileTheCameraLetsNobodyIn) {
    ReconnectDelay delay(1);
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kAuthenticationFailed, 0s), 15s));
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kRefused, 0s), 5s));
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kAuthenticationFailed, 0s), 5min));
}

TEST(ReconnectDelay, WaitsForAFreeSession) {
    expect_row(SessionEnd::kSessionLimit, 0s, {10s, 30s, 60s, 60s});
}

TEST(ReconnectDelay, DiffersFromReceiverToReceiver) {
    std::set<std::int64_t> delays;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        delays.insert(ReconnectDelay(seed * 2654435761U).next(SessionEnd::kClosed, 0s).count());
    }
    EXPECT_GT(delays.size(), 10U);
}

}  // namespace
}  // namespace cordon::untrusted::receive
