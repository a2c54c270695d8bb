// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session.hpp"

#include <chrono>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pipelines/untrusted/rtsp/session_fixture.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

using RtspSession = SessionFixture;

TEST_F(RtspSession, PlaysTheVideoOfAGoodCameraAndHandsItsPacketsOnUnchanged) {
    begin();
    ASSERT_TRUE(plays());
    EXPECT_EQ(viewer.track->encoding_name, "H264");
    EXPECT_EQ(viewer.track->payload_type, 96);
    EXPECT_EQ(viewer.track->format_parameters, "packetization-mode=1");
    EXPECT_EQ(camera.last("SETUP")->url, camera.url("/stream/track1"));
    EXPECT_EQ(camera.last("PLAY")->url, camera.url("/stream/"));
    EXPECT_EQ(camera.last("PLAY")->headers.find("Session"), "12345678");
    camera.send_rtp(1);
    camera.send_rtp(2);
    ASSERT_TRUE(receives(2));
    EXPECT_THAT(viewer.packets, ElementsAre(rtp_packet(1), rtp_packet(2)));
}

TEST_F(RtspSession, PassesOnDuplicateAndLatePacketsAndNewSources) {
    begin();
    ASSERT_TRUE(plays());
    for (const auto sequence : std::initializer_list<std::uint16_t>{5, 5, 3, 9}) {
        camera.send_rtp(sequence);
    }
    camera.send_rtp(1, 0, 99);
    EXPECT_TRUE(receives(5));
    EXPECT_GT(session->lost_packets(), 0U);
}

TEST_F(RtspSession, DropsWhatIsNoRtpPacketOfTheTrack) {
    begin();
    ASSERT_TRUE(plays());
    camera.send(interleaved(0, "abc"));
    camera.send(interleaved(0, ""));
    camera.send_rtp(1, 6);
    camera.send_rtp(2, 1);
    camera.send_rtp(3);
    EXPECT_TRUE(receives(1));
    EXPECT_EQ(viewer.packets.front(), rtp_packet(3));
}

TEST_F(RtspSession, StopsWithATeardownOfItsSession) {
    begin();
    ASSERT_TRUE(plays());
    session->stop();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    ASSERT_NE(camera.last("TEARDOWN"), nullptr);
    EXPECT_EQ(camera.last("TEARDOWN")->headers.find("Session"), "12345678");
    EXPECT_EQ(viewer.ends, 1U);
}

TEST_F(RtspSession, StopsWithinItsTimeWhenTheCameraDoesNotAnswerTheTeardown) {
    camera.script["TEARDOWN"] = [](const Request&) {};
    begin("", "", {.teardown = milliseconds(20)});
    ASSERT_TRUE(plays());
    session->stop();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
}

TEST_F(RtspSession, StopsWithoutAWordBeforeThereIsASession) {
    begin();
    session->stop();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    EXPECT_TRUE(camera.requests.empty());
}

TEST_F(RtspSession, CallsNobodyOnceItIsDestroyed) {
    begin();
    ASSERT_TRUE(plays());
    camera.send_rtp(1);
    session.reset();
    io.run_for(milliseconds(20));
    EXPECT_TRUE(viewer.packets.empty());
    EXPECT_EQ(viewer.ends, 0U);
}

TEST_F(RtspSession, MayBeDestroyedByItsListenerAtTheEnd) {
    begin();
    ASSERT_TRUE(plays());
    viewer.then = [&] { session.reset(); };
    camera.hang_up();
    EXPECT_EQ(ends(), SessionEnd::kClosed);
    EXPECT_FALSE(session.has_value());
}

TEST_F(RtspSession, MayBeStoppedByItsListenerInTheMiddleOfPackets) {
    camera.script["PLAY"] = [&](const Request& request) {
        camera.send(interleaved(0, rtp_packet(1)) + interleaved(0, rtp_packet(2)));
        camera.answer_well(request);
    };
    viewer.on_packet = [&] { session->stop(); };
    begin();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    EXPECT_EQ(viewer.packets.size(), 1U);
}

TEST_F(RtspSession, EndsWhenTheCameraHangsUp) {
    begin();
    ASSERT_TRUE(plays());
    camera.hang_up();
    EXPECT_EQ(ends(), SessionEnd::kClosed);
}

TEST_F(RtspSession, EndsRefusedWhenNobodyListens) {
    auto target = camera.target();
    {
        boost::asio::ip::tcp::acceptor gone(io, {boost::asio::ip::address_v4::loopback(), 0});
        target.endpoint = gone.local_endpoint();
    }
    session.emplace(io, target, memory, viewer);
    session->start();
    EXPECT_EQ(ends(), SessionEnd::kRefused);
}

TEST_F(RtspSession, EndsWhenARequestIsNotAnswered) {
    camera.script["DESCRIBE"] = [](const Request&) {};
    begin("", "", {.reply = milliseconds(20)});
    EXPECT_EQ(ends(), SessionEnd::kTimedOut);
    EXPECT_EQ(viewer.detail, "no reply to DESCRIBE");
}

TEST_F(RtspSession, EndsWhenTheCameraKeepsItWaitingWithProvisionalReplies) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        for (int i = 0; i < 3; ++i) {
            camera.answer(request, "100 Continue");
        }
    };
    begin("", "", {.until_playing = milliseconds(50)});
    EXPECT_EQ(ends(), SessionEnd::kTimedOut);
}

TEST_F(RtspSession, EndsAtAHeadOrBodyPastItsLimit) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        camera.answer(request, "200 OK", "Content-Length: 4294967296\r\n");
    };
    begin();
    EXPECT_EQ(ends(), SessionEnd::kProtocolError);
    EXPECT_THAT(viewer.detail, HasSubstr("256 KiB of body"));
}

TEST_F(RtspSession, SaysWhichWayTheCameraRefuses) {
    const std::vector<std::pair<std::string, SessionEnd>> answers{
        {"403 Forbidden", SessionEnd::kAuthenticationFailed},    {"404 Not Found", SessionEnd::kNotFound},
        {"453 Not Enough Bandwidth", SessionEnd::kSessionLimit}, {"503 Busy", SessionEnd::kSessionLimit},
        {"461 Unsupported", SessionEnd::kNoTransport},           {"500 Oops", SessionEnd::kProtocolError}};
    for (const auto& [status, end] : answers) {
        viewer = Viewer{};
        camera.script["SETUP"] = [&, words = status](const Request& request) {
            camera.answer(request, words);
        };
        begin();
        EXPECT_EQ(ends(), end) << status;
        EXPECT_THAT(viewer.detail, HasSubstr(status.substr(0, 3)));
    }
}

TEST_F(RtspSession, EndsWhenThereIsNoVideoWeTake) {
    camera.description = "v=0\r\nm=audio 0 RTP/AVP 0\r\nm=video 0 RTP/AVP 31\r\n";
    begin();
    EXPECT_EQ(ends(), SessionEnd::kUnsupportedCodec);
}

TEST_F(RtspSession, SendsReceiverReportsOverTheSameConnection) {
    begin("", "", {.report = milliseconds(5)});
    ASSERT_TRUE(plays());
    camera.send_rtp(1);
    ASSERT_TRUE(receives(1));
    const auto before = camera.frames.size();
    ASSERT_TRUE(run_until([&] { return camera.frames.size() >= before + 2; }));
    EXPECT_EQ(camera.frames.back().substr(0, 4), std::string("\x81\xc9\x00\x07", 4));
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
