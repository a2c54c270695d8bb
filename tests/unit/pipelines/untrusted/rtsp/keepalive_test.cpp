// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/keepalive.hpp"

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::seconds;

TEST(RtspKeepalive, ComesWellBeforeTheTimeout) {
    Keepalive keepalive("");
    EXPECT_EQ(keepalive.interval(), seconds(30));
    const auto interval = [&](int timeout) {
        keepalive.set_timeout(seconds(timeout));
        return keepalive.interval();
    };
    EXPECT_EQ(interval(120), seconds(30));
    EXPECT_EQ(interval(20), seconds(10));
    EXPECT_EQ(interval(8), seconds(3));
    EXPECT_EQ(interval(6), seconds(1));
    EXPECT_EQ(interval(1), seconds(1));
}

TEST(RtspKeepalive, UsesGetParameterWhereThatIsListed) {
    EXPECT_EQ(Keepalive("OPTIONS, PLAY ,get_parameter").next_method(), "GET_PARAMETER");
    EXPECT_EQ(Keepalive("OPTIONS, PLAY, SET_PARAMETER").next_method(), "OPTIONS");
}

TEST(RtspKeepalive, StaysWithWhatIsAnswered) {
    Keepalive keepalive("GET_PARAMETER");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(keepalive.next_method(), "GET_PARAMETER");
        keepalive.on_answer(200);
    }
}

TEST(RtspKeepalive, ChangesOnceWhenRefused) {
    Keepalive keepalive("GET_PARAMETER");
    (void)keepalive.next_method();
    keepalive.on_answer(405);
    EXPECT_EQ(keepalive.next_method(), "OPTIONS");
    keepalive.on_answer(501);
    EXPECT_EQ(keepalive.next_method(), "OPTIONS");
}

TEST(RtspKeepalive, ChangesOnceWhenNotAnswered) {
    Keepalive keepalive("");
    EXPECT_EQ(keepalive.next_method(), "OPTIONS");
    EXPECT_EQ(keepalive.next_method(), "GET_PARAMETER");
    EXPECT_EQ(keepalive.next_method(), "GET_PARAMETER");
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
