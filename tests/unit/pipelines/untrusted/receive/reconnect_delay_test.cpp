// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/reconnect_delay.hpp"

#include <set>

#include <gtest/gtest.h>

namespace cordon::untrusted::receive {
namespace {

using namespace std::chrono_literals;
using rtsp::SessionEnd;

bool within_a_fifth(std::chrono::milliseconds delay, std::chrono::milliseconds nominal) {
    return delay >= nominal - nominal / 5 && delay <= nominal + nominal / 5;
}

TEST(ReconnectDelay, GrowsToTenSecondsAndStaysThere) {
    ReconnectDelay delay(1);
    for (const auto nominal : {200ms, 1000ms, 5000ms, 10000ms, 10000ms, 10000ms}) {
        EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kUnreachable, 0s), nominal)) << nominal.count();
    }
}

TEST(ReconnectDelay, BeginsAnewAfterASessionThatLasted) {
    ReconnectDelay delay(1);
    for (int i = 0; i < 4; ++i) {
        static_cast<void>(delay.next(SessionEnd::kClosed, 1s));
    }
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kClosed, 9s), 10000ms));
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kClosed, 10s), 200ms));
}

TEST(ReconnectDelay, WaitsAMinuteAfterARefusedPassword) {
    ReconnectDelay delay(1);
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kAuthenticationFailed, 0s), 60000ms));
    EXPECT_TRUE(within_a_fifth(delay.next(SessionEnd::kAuthenticationFailed, 0s), 60000ms));
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
