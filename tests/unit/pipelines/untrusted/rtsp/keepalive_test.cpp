// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/keepalive.hpp"

#include <string>
#include <vector>

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

std::vector<std::string> next_methods(Keepalive& keepalive, int count, unsigned status) {
    std::vector<std::string> methods;
    for (int i = 0; i < count; ++i) {
        methods.push_back(keepalive.next_method());
        keepalive.on_answer(status);
    }
    return methods;
}

using Methods = std::vector<std::string>;

TEST(RtspKeepalive, TakesTurnsAmongWhatIsListedAndOptions) {
    Keepalive get("OPTIONS, PLAY ,get_parameter, SET_PARAMETER");
    EXPECT_EQ(next_methods(get, 4, 200), (Methods{"GET_PARAMETER", "OPTIONS", "GET_PARAMETER", "OPTIONS"}));
    Keepalive set("OPTIONS, PLAY, SET_PARAMETER");
    EXPECT_EQ(next_methods(set, 3, 200), (Methods{"SET_PARAMETER", "OPTIONS", "SET_PARAMETER"}));
    EXPECT_FALSE(get.fell_back());
}

TEST(RtspKeepalive, SendsEachOfThemOftenEnoughByItself) {
    EXPECT_EQ(Keepalive("GET_PARAMETER").interval(), seconds(15));
    EXPECT_EQ(Keepalive("").interval(), seconds(30));
}

TEST(RtspKeepalive, NeverSendsWhatIsNotListedWhileOptionsIsAnswered) {
    Keepalive keepalive("OPTIONS, PLAY");
    EXPECT_EQ(next_methods(keepalive, 3, 200), (Methods{"OPTIONS", "OPTIONS", "OPTIONS"}));
}

TEST(RtspKeepalive, LeavesOutWhatIsRefused) {
    Keepalive keepalive("GET_PARAMETER");
    EXPECT_EQ(next_methods(keepalive, 1, 405), (Methods{"GET_PARAMETER"}));
    EXPECT_EQ(next_methods(keepalive, 3, 200), (Methods{"OPTIONS", "OPTIONS", "OPTIONS"}));
    EXPECT_TRUE(keepalive.fell_back());
    EXPECT_EQ(keepalive.interval(), seconds(30));
}

TEST(RtspKeepalive, LeavesOutWhatIsNotAnswered) {
    Keepalive keepalive("GET_PARAMETER");
    EXPECT_EQ(keepalive.next_method(), "GET_PARAMETER");
    EXPECT_EQ(keepalive.next_method(), "OPTIONS");
    keepalive.on_answer(200);
    EXPECT_EQ(next_methods(keepalive, 2, 200), (Methods{"OPTIONS", "OPTIONS"}));
}

TEST(RtspKeepalive, TriesGetParameterOnceWhereOptionsIsRefusedAndNothingIsListed) {
    Keepalive keepalive("");
    EXPECT_EQ(next_methods(keepalive, 3, 501), (Methods{"OPTIONS", "GET_PARAMETER", "GET_PARAMETER"}));
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
