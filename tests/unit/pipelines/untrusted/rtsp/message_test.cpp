// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/message.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using testing::ElementsAre;

Response response(std::string_view head) {
    auto message = parse_head(head);
    return message.ok() ? std::get<Response>(message.value()) : Response{};
}

TEST(RtspMessage, ReadsAStatusLineAndItsHeaders) {
    const auto reply = response("RTSP/1.0 401 ClientUnAuthorized\r\nCSeq: 3\r\nServer: x\r\n\r\n");
    EXPECT_EQ(reply.status, 401U);
    EXPECT_EQ(reply.sequence, 3U);
    EXPECT_EQ(reply.headers.find("server"), "x");
}

TEST(RtspMessage, ReadsARequestOfACamera) {
    const auto message = parse_head("OPTIONS rtsp://a/b RTSP/1.0\r\nCSeq: 9\r\n\r\n");
    ASSERT_TRUE(message.ok());
    const auto& request = std::get<Request>(message.value());
    EXPECT_EQ(request.method, "OPTIONS");
    EXPECT_EQ(request.url, "rtsp://a/b");
    EXPECT_EQ(request.sequence, 9U);
}

TEST(RtspMessage, SplitsItsStartLineOnceControlCharactersAreOut) {
    using namespace std::string_view_literals;
    EXPECT_EQ(response("\0\0\0\0RTSP/1.0 404 RTSP/1.0\r\n\r\n"sv).status, 404U);
    const auto message = parse_head("OPT\1IONS rtsp://a/\2b RTSP/1.0\r\n\r\n"sv);
    EXPECT_FALSE(message.ok());  // each is a blank, and then there are too many words
}

TEST(RtspMessage, TakesBareLineFeedsFoldedLinesAndLinesWithoutAColon) {
    const auto reply = response("RTSP/1.0 200\nPublic: OPTIONS,\n  PLAY\nnonsense\nCseq :\t7 \n\n");
    EXPECT_EQ(reply.status, 200U);
    EXPECT_EQ(reply.sequence, 7U);
    EXPECT_EQ(reply.headers.find("Public"), "OPTIONS, PLAY");
}

TEST(RtspMessage, FindsEveryHeaderOfAName) {
    const auto reply = response("RTSP/1.0 401 No\r\nWWW-Authenticate: a\r\nwww-authenticate: b\r\n\r\n");
    EXPECT_THAT(reply.headers.find_all("WWW-Authenticate"), ElementsAre("a", "b"));
}

TEST(RtspMessage, HasNoSequenceWhereTheHeaderMakesNoSense) {
    EXPECT_FALSE(response("RTSP/1.0 200 OK\r\nCSeq: one\r\n\r\n").sequence.has_value());
    EXPECT_FALSE(response("RTSP/1.0 200 OK\r\nCSeq: 99999999999\r\n\r\n").sequence.has_value());
}

TEST(RtspMessage, RefusesWhatIsNotRtsp) {
    for (const char* head : {"", "HTTP/1.1 400 Bad\r\n\r\n", "RTSP/1.0 OK\r\n\r\n", "RTSP/1.0 99 x\r\n\r\n",
                             "RTSP/1.0 1000 x\r\n\r\n", "OPTIONS *\r\n\r\n", "RTSP/2.0 200 OK\r\n\r\n"}) {
        EXPECT_FALSE(parse_head(head).ok()) << head;
    }
}

TEST(RtspMessage, RefusesMoreHeadersThanItsLimit) {
    std::string head = "RTSP/1.0 200 OK\r\n";
    for (std::size_t i = 0; i < kMostHeaders; ++i) {
        head += "X: y\r\n";
    }
    EXPECT_TRUE(parse_head(head + "\r\n").ok());
    EXPECT_FALSE(parse_head(head + "X: y\r\n\r\n").ok());
}

TEST(RtspMessage, KnowsHowMuchBodyFollows) {
    const auto size = [](const std::string& value) {
        const auto message = parse_head("RTSP/1.0 200 OK\r\nContent-Length: " + value + "\r\n\r\n");
        const auto bytes = body_size(message.value());
        return bytes.ok() ? static_cast<long>(bytes.value()) : -1L;
    };
    EXPECT_EQ(size("451"), 451);
    EXPECT_EQ(size(""), 0);
    EXPECT_EQ(size("-5"), 0);
    EXPECT_EQ(size("many"), 0);
    EXPECT_EQ(size(std::to_string(kLargestBody)), static_cast<long>(kLargestBody));
    EXPECT_EQ(size(std::to_string(kLargestBody + 1)), -1);
    EXPECT_EQ(size("99999999999999999999999"), -1);
}

TEST(RtspMessage, WritesARequest) {
    Request request{"SETUP", "rtsp://a/b", 4, {}, ""};
    request.headers.add("Session", "12");
    EXPECT_EQ(serialise(request), "SETUP rtsp://a/b RTSP/1.0\r\nCSeq: 4\r\nSession: 12\r\n\r\n");
}

TEST(RtspMessage, WritesAResponseWithItsBody) {
    EXPECT_EQ(serialise(Response{200, 4, {}, "abc"}),
              "RTSP/1.0 200 OK\r\nCSeq: 4\r\nContent-Length: 3\r\n\r\nabc");
}

TEST(RtspMessage, LetsNoTextOfACameraBecomeALineOfItsOwn) {
    const auto reply = response("RTSP/1.0 200 OK\r\nSession: 1\rEvil: 2\x01\r\n\r\n");
    EXPECT_EQ(reply.headers.find("Session"), "1 Evil: 2");
    Request request{"PLAY", "rtsp://a/\r\nEvil: 1", 1, {}, ""};
    request.headers.add("Session", "1\r\nEvil: 2");
    EXPECT_EQ(serialise(request), "PLAY rtsp://a/Evil: 1 RTSP/1.0\r\nCSeq: 1\r\nSession: 1Evil: 2\r\n\r\n");
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
