// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// What single old cameras do wrong, one test each; the references are in the issue trackers of other clients.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pipelines/untrusted/rtsp/session_fixture.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

class RtspSessionQuirks : public SessionFixture {
protected:
    void reply(const std::string& method, const std::string& status, const std::string& headers = "") {
        camera.script[method] = [=, this](const Request& request) {
            camera.answer(request, status, headers);
        };
    }
    // The usual session description, under another Content-Base.
    void content_base(const std::string& value) {
        camera.script["DESCRIBE"] = [=, this](const Request& request) {
            camera.answer(request, "200 OK",
                          "Content-Base: " + value +
                              "\r\nContent-Length: " + std::to_string(camera.description.size()) + "\r\n",
                          camera.description);
        };
    }
    // Plays, and one packet on that channel arrives.
    bool shows_a_picture(std::uint8_t channel = 0) {
        begin();
        if (!plays()) {
            return false;
        }
        camera.send_rtp(1, channel);
        return receives(1);
    }
};

TEST_F(RtspSessionQuirks, OptionsIsNotFound) {
    reply("OPTIONS", "404 Not Found");
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, OptionsIsNotImplemented) {
    reply("OPTIONS", "501 Not Implemented");
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, OptionsClosesTheConnection) {
    camera.script["OPTIONS"] = [&](const Request&) { camera.hang_up(); };
    EXPECT_TRUE(shows_a_picture());
    EXPECT_EQ(camera.connections, 2U);
}

TEST_F(RtspSessionQuirks, RepliesHaveNoSequenceNumber) {
    camera.script["DESCRIBE"] = [&](const Request&) {
        camera.send("RTSP/1.0 200 OK\r\nContent-Length: " + std::to_string(camera.description.size()) +
                    "\r\n\r\n" + camera.description);
    };
    camera.script["SETUP"] = [&](const Request&) { camera.send("RTSP/1.0 200 OK\r\nSession: 1\r\n\r\n"); };
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, SequenceNumbersAreOddlySpelled) {
    camera.script["SETUP"] = [&](const Request& request) {
        camera.send("RTSP/1.0 200 OK\r\ncseq:" + std::to_string(*request.sequence) +
                    "  \r\nSession: 1\r\n\r\n");
    };
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, LinesEndInBareLineFeedsAndTheReasonIsOdd) {
    camera.script["SETUP"] = [&](const Request& request) {
        camera.send("RTSP/1.0 200\nCSeq: " + std::to_string(*request.sequence) + "\nSession: 1\n\n");
    };
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, ContentBaseNamesAnotherPlaceOrNonsense) {
    for (const std::string base :
         {"", "rtsp://192.0.2.1:65534/stream/", "rtsp://user:pass@192.0.2.1/stream/", "192.0.2.1:554/stream/",
          "rtsp://rtsp://192.0.2.1/stream/", "rtsp://::ffff:192.0.2.1/stream/", "stream/", "/stream/"}) {
        viewer = Viewer{};
        camera.requests.clear();
        content_base(base);
        begin();
        ASSERT_TRUE(plays()) << base;
        EXPECT_EQ(camera.last("SETUP")->url, camera.url("/stream/track1")) << base;
        EXPECT_THAT(camera.last("PLAY")->url, StartsWith(camera.url("/stream"))) << base;
    }
}

TEST_F(RtspSessionQuirks, AStrictCameraWantsTheControlBesideItsUrl) {
    content_base(camera.url("/folder/stream"));
    camera.script["SETUP"] = [&](const Request& request) {
        request.url == camera.url("/folder/track1") ? camera.answer_well(request)
                                                    : camera.answer(request, "404 Not Found");
    };
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, RedirectsAreNeverFollowed) {
    reply("DESCRIBE", "302 Moved Temporarily", "Location: " + camera.url("/elsewhere") + "\r\n");
    begin("user", "secret");
    EXPECT_EQ(ends(), SessionEnd::kRedirected);
    EXPECT_THAT(viewer.detail, HasSubstr("never followed"));
    EXPECT_EQ(camera.connections, 1U);
    EXPECT_EQ(camera.count("DESCRIBE"), 1U);
}

TEST_F(RtspSessionQuirks, TransportForgetsTcp) {
    reply("SETUP", "200 OK", "Session: 1\r\nTransport: RTP/AVP;unicast;interleaved=2-3\r\n");
    EXPECT_TRUE(shows_a_picture(2));
}

TEST_F(RtspSessionQuirks, TransportForgetsTheChannels) {
    reply("SETUP", "200 OK", "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;ssrc=     D93FF\r\n");
    EXPECT_TRUE(shows_a_picture(0));
}

TEST_F(RtspSessionQuirks, TransportIsMissing) {
    reply("SETUP", "200 OK", "Session: 1\r\n");
    EXPECT_TRUE(shows_a_picture(0));
}

TEST_F(RtspSessionQuirks, TransportNamesOtherChannels) {
    reply("SETUP", "200 OK", "Session: 1\r\nTransport: RTP/AVP/TCP;interleaved=10-11\r\n");
    EXPECT_TRUE(shows_a_picture(10));
}

TEST_F(RtspSessionQuirks, SessionHasBlanksAndATimeout) {
    reply("SETUP", "200 OK", "Session:        708345999 ; timeout=60\r\n");
    ASSERT_TRUE(shows_a_picture());
    EXPECT_EQ(camera.last("PLAY")->headers.find("Session"), "708345999");
}

TEST_F(RtspSessionQuirks, SessionIsMissing) {
    reply("SETUP", "200 OK");
    ASSERT_TRUE(shows_a_picture());
    EXPECT_FALSE(camera.last("PLAY")->headers.find("Session").has_value());
}

TEST_F(RtspSessionQuirks, PacketsComeBeforeTheReplyToPlay) {
    camera.script["PLAY"] = [&](const Request& request) {
        camera.send_rtp(1);
        camera.send_rtp(2);
        camera.answer_well(request);
    };
    begin();
    ASSERT_TRUE(receives(2));
    EXPECT_EQ(viewer.packets_before_playing, 0U);
}

TEST_F(RtspSessionQuirks, PacketsComeInsteadOfTheReplyToPlay) {
    camera.script["PLAY"] = [&](const Request&) { camera.send_rtp(1); };
    begin("", "", {.reply = milliseconds(20)});
    EXPECT_TRUE(receives(1));
}

TEST_F(RtspSessionQuirks, PacketsOfAnOldSessionComeBeforeSetup) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        camera.send_rtp(77);
        camera.answer_well(request);
    };
    EXPECT_TRUE(shows_a_picture());
}

TEST_F(RtspSessionQuirks, TheCameraSendsRequestsItself) {
    begin();
    ASSERT_TRUE(plays());
    camera.send("OPTIONS rtsp://x/ RTSP/1.0\r\nCSeq: 41\r\n\r\n");
    camera.send("REDIRECT rtsp://x/ RTSP/1.0\r\nCSeq: 42\r\nLocation: rtsp://192.0.2.1/\r\n\r\n");
    ASSERT_TRUE(run_until([&] { return camera.responses.size() == 2; }));
    EXPECT_EQ(camera.responses[0].status, 200U);
    EXPECT_EQ(camera.responses[0].sequence, 41U);
    EXPECT_EQ(camera.responses[1].status, 501U);
    EXPECT_FALSE(viewer.end.has_value());
}

TEST_F(RtspSessionQuirks, TheCameraTearsDownItself) {
    begin();
    ASSERT_TRUE(plays());
    camera.send("TEARDOWN rtsp://x/ RTSP/1.0\r\nCSeq: 41\r\n\r\n");
    EXPECT_EQ(ends(), SessionEnd::kClosed);
}

TEST_F(RtspSessionQuirks, GarbageComesBetweenFrames) {
    begin();
    ASSERT_TRUE(plays());
    camera.send_rtp(1);
    camera.send(std::string("\x01\x02gar$bage\x00\xff", 12));
    camera.send_rtp(2);
    EXPECT_TRUE(receives(2));
}

TEST_F(RtspSessionQuirks, AFrameIsCutShort) {
    begin();
    ASSERT_TRUE(plays());
    camera.send(interleaved(0, rtp_packet(1)).substr(0, 14));
    for (std::uint16_t sequence = 2; sequence < 6; ++sequence) {
        camera.send_rtp(sequence);
    }
    ASSERT_TRUE(run_until([&] { return viewer.packets.size() >= 4; }));
    EXPECT_EQ(viewer.packets.back(), rtp_packet(5));
}

TEST_F(RtspSessionQuirks, GetParameterIsAdvertisedAndRefused) {
    reply("GET_PARAMETER", "405 Method Not Allowed");
    begin("", "", {.keepalive = milliseconds(2)});
    ASSERT_TRUE(plays());
    ASSERT_TRUE(run_until([&] { return camera.count("OPTIONS") >= 4; }));
    EXPECT_EQ(camera.count("GET_PARAMETER"), 1U);
}

TEST_F(RtspSessionQuirks, GetParameterIsAdvertisedAndNeverAnswered) {
    camera.script["GET_PARAMETER"] = [](const Request&) {};
    begin("", "", {.keepalive = milliseconds(2)});
    ASSERT_TRUE(plays());
    ASSERT_TRUE(run_until([&] { return camera.count("OPTIONS") >= 4; }));
    EXPECT_EQ(camera.count("GET_PARAMETER"), 1U);
}

TEST_F(RtspSessionQuirks, KeepalivesCarryTheSession) {
    begin("", "", {.keepalive = milliseconds(2)});
    ASSERT_TRUE(plays());
    ASSERT_TRUE(run_until([&] { return camera.count("GET_PARAMETER") >= 2; }));
    EXPECT_EQ(camera.last("GET_PARAMETER")->headers.find("Session"), "12345678");
    EXPECT_EQ(camera.last("GET_PARAMETER")->url, camera.url("/stream/"));
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
