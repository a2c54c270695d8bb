// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtsp_message.hpp"

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

TEST(TakeClientMessage, WaitsUntilARequestIsWhole) {
    const std::string whole = "SETUP rtsp://c/s RTSP/1.0\r\nCSeq: 3\r\ncontent-length: 2\r\n\r\nab";
    std::string inbox;
    for (const char byte : whole) {
        EXPECT_TRUE(std::holds_alternative<IncompleteMessage>(take_client_message(inbox)));
        inbox += byte;
    }
    inbox += "OPT";
    const ClientMessage message = take_client_message(inbox);
    const auto* const request = std::get_if<RtspRequest>(&message);
    ASSERT_NE(request, nullptr);
    EXPECT_EQ(request->method, "SETUP");
    EXPECT_EQ(request->uri, "rtsp://c/s");
    EXPECT_EQ(request->header("cseq"), "3");
    EXPECT_EQ(inbox, "OPT");
}

TEST(TakeClientMessage, TakesInterleavedFramesBetweenRequests) {
    std::string inbox("$\x01\x00\x03xyzOPTIONS * RTSP/1.0\r\n\r\n", 4 + 3 + 22);
    const ClientMessage first = take_client_message(inbox);
    const auto* const frame = std::get_if<InterleavedFrame>(&first);
    ASSERT_NE(frame, nullptr);
    EXPECT_EQ(frame->channel, 1U);
    EXPECT_EQ(frame->bytes, "xyz");
    EXPECT_TRUE(std::holds_alternative<RtspRequest>(take_client_message(inbox)));
}

TEST(TakeClientMessage, GivesUpOnWhatIsNoRequest) {
    for (std::string inbox :
         {"GET / HTTP/1.1\r\n\r\n", "OPTIONS\r\n\r\n", "OPTIONS * RTSP/1.0\r\nno colon\r\n\r\n",
          "OPTIONS * RTSP/1.0\r\nContent-Length: -1\r\n\r\n"}) {
        EXPECT_TRUE(std::holds_alternative<BrokenMessage>(take_client_message(inbox))) << inbox;
    }
    std::string endless(10'000, 'x');
    EXPECT_TRUE(std::holds_alternative<BrokenMessage>(take_client_message(endless)));
}

}  // namespace
}  // namespace cordon::bench
