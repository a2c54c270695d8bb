// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// What real cameras were recorded saying, read to the right tracks, URLs, sessions and transports. The
// recordings are not part of this tree: vendor_conversations_test.cpp has conversations of our own with the
// same oddities.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipelines/untrusted/rtsp/challenge.hpp"
#include "pipelines/untrusted/rtsp/session_description.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/recorded_camera.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using boundary::CameraOddity;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::StartsWith;

std::filesystem::path folder() {
    if (const char* shared = std::getenv("CORDON_SHARED")) {
        return std::filesystem::path(shared) / "transcripts";
    }
    return std::filesystem::path(CORDON_SOURCE_DIR).parent_path() / "shared" / "transcripts";
}

class RtspTranscripts : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::is_directory(folder())) {
            std::cerr << "*** NO RECORDED TRANSCRIPTS in " << folder()
                      << ": set CORDON_SHARED to the folder that holds transcripts/. THIS TESTS NOTHING.\n";
            GTEST_SKIP() << "no recorded transcripts in " << folder();
        }
    }
    static std::string recorded(const std::string& name) {
        std::ifstream file(folder() / (name + ".txt"), std::ios::binary);
        EXPECT_TRUE(file.is_open()) << name;
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static bool noted(RecordedCamera& camera, CameraOddity oddity) {
        return (camera.dialogue().facts().oddities & static_cast<std::uint64_t>(oddity)) != 0;
    }
    static std::string session_of(RecordedCamera& camera) {
        const auto request = camera.dialogue().session_request("GET_PARAMETER");
        return std::string(request.headers.find("Session").value_or(""));
    }
};

TEST_F(RtspTranscripts, Hikvision) {
    const std::string origin = "rtsp://192.0.2.9:554/Streaming/Channels/101/";
    RecordedCamera camera(origin + "?transportmode=unicast&profile=Profile_1", TransportWay::kTcp);
    camera.hear(recorded("hikvision_describe"));
    const auto& track = camera.dialogue().track();
    EXPECT_EQ(track.encoding_name, "H264");
    EXPECT_EQ(track.payload_type, 96);
    EXPECT_EQ(track.width, 1920);
    EXPECT_EQ(track.height, 1080);
    EXPECT_EQ(track.format_parameters,
              "profile-level-id=420029; packetization-mode=1; "
              "sprop-parameter-sets=Z00AKZpkA8ARPyzUBAQFAAADA+gAAOpgBA==,aO48gA==");
    EXPECT_EQ(camera.request().method, "SETUP");
    EXPECT_EQ(camera.request().url, origin + "trackID=1?transportmode=unicast&profile=Profile_1");
    camera.hear(recorded("hikvision_setup"));
    EXPECT_EQ(camera.request().method, "PLAY");
    EXPECT_EQ(camera.request().url, origin + "?transportmode=unicast&profile=Profile_1");
    EXPECT_EQ(camera.request().headers.find("Session"), "708345999");
    camera.hear(recorded("hikvision_play"));
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(camera.dialogue().agreement().channels, (Channels{0, 1}));
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(60));
    EXPECT_EQ(session_of(camera), "708345999");
    EXPECT_TRUE(noted(camera, CameraOddity::kForeignAddress));
}

TEST_F(RtspTranscripts, Dahua) {
    const std::string target =
        "rtsp://192.0.2.9:554/cam/realmonitor?channel=1&subtype=1&unicast=true&proto=Onvif";
    RecordedCamera camera(target, TransportWay::kTcp);
    camera.hear(recorded("dahua_describe_h264_aac_onvif"));
    const auto& track = camera.dialogue().track();
    EXPECT_EQ(track.encoding_name, "H264");
    EXPECT_EQ(track.payload_type, 96);
    EXPECT_THAT(track.format_parameters, HasSubstr("sprop-parameter-sets=Z2QAHqwsaoLA9puC"));
    EXPECT_EQ(camera.request().url, target + "/trackID=0");
    camera.hear(recorded("dahua_setup"));
    EXPECT_EQ(camera.request().url, target + "/");
    EXPECT_EQ(camera.request().headers.find("Session"), "634214675641");
    EXPECT_EQ(camera.dialogue().agreement().channels, (Channels{0, 1}));
    camera.hear(recorded("dahua_play"));
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(session_of(camera), "634214684047");
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(60));
}

TEST_F(RtspTranscripts, DahuaNamesASessionInItsReplyToOptions) {
    const auto options = read_response(recorded("dahua_options"));
    ASSERT_TRUE(options.has_value());
    CameraMemory memory{TransportChoice({TransportWay::kTcp})};
    Dialogue dialogue("rtsp://192.0.2.9/", "", "", "cafe", memory);
    static_cast<void>(dialogue.on_connected());
    const auto step = dialogue.on_response(*options);
    const auto& describe = std::get<Dialogue::Send>(step).request;
    EXPECT_EQ(describe.method, "DESCRIBE");
    EXPECT_FALSE(describe.headers.find("Session").has_value());
    EXPECT_EQ(dialogue.keepalive().next_method(), "GET_PARAMETER");
}

TEST_F(RtspTranscripts, Reolink) {
    const std::string target = "rtsp://192.0.2.9:554/h264Preview_01_main";
    RecordedCamera camera(target, TransportWay::kTcp);
    camera.hear(recorded("reolink_describe"));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H264");
    EXPECT_THAT(camera.dialogue().track().format_parameters, HasSubstr("Z2QAM6zoAoALWQ==,aO48MA=="));
    EXPECT_EQ(camera.request().url, target + "/trackID=1");
    camera.hear(recorded("reolink_setup"));
    EXPECT_EQ(camera.request().url, target + "/");
    EXPECT_EQ(camera.dialogue().agreement().channels, (Channels{0, 1}));
    camera.hear(recorded("reolink_play"));
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(session_of(camera), "F8F8E425");
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(60));
    const auto teardown = read_response(recorded("reolink_teardown"));
    ASSERT_TRUE(teardown.has_value());
    EXPECT_EQ(teardown->status, 200U);
    EXPECT_EQ(teardown->sequence, 7U);
    camera.dialogue().follow_session(*teardown);
    EXPECT_EQ(session_of(camera), "F8F8E425");
}

TEST_F(RtspTranscripts, H264DvrByUdp) {
    const std::string target = "rtsp://192.0.2.9:554/camera";
    RecordedCamera camera(target, TransportWay::kUdp);
    camera.hear(recorded("h264dvr_describe"));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H264");
    EXPECT_EQ(camera.dialogue().track().clock_rate, 90000U);
    EXPECT_EQ(camera.request().url, target + "/trackID=3");
    EXPECT_EQ(camera.request().headers.find("Transport"), "RTP/AVP;unicast;client_port=18714-18715");
    camera.hear(recorded("h264dvr_setup_video"));
    EXPECT_EQ(camera.dialogue().agreement().way, TransportWay::kUdp);
    EXPECT_EQ(camera.dialogue().agreement().server_port, 40004);
    EXPECT_EQ(camera.request().url, target);
    EXPECT_EQ(camera.request().headers.find("Session"), "231970");
    camera.hear(recorded("h264dvr_play"));
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(session_of(camera), "231970");
    EXPECT_FALSE(noted(camera, CameraOddity::kNoSequenceNumbers));
}

TEST_F(RtspTranscripts, H264DvrNamesAnotherSessionForItsSound) {
    const auto sound = read_response(recorded("h264dvr_setup_audio"));
    ASSERT_TRUE(sound.has_value());
    const auto transport = parse_transport(*sound->headers.find("Transport"));
    EXPECT_EQ(transport.server_port, 40006);
    EXPECT_FALSE(transport.over_tcp);
    EXPECT_EQ(sound->sequence, 5U);
    const auto description = parse_session_description(read_response(recorded("h264dvr_describe"))->body);
    EXPECT_EQ(description.other_controls, std::vector<std::string>{"trackID=4"});
}

TEST_F(RtspTranscripts, GwSaysAnotherTimeoutInItsReplyToPlay) {
    const std::string target = "rtsp://192.0.2.9:5050/H264?channel=1&subtype=0&unicast=true&proto=Onvif";
    RecordedCamera camera(target, TransportWay::kTcp);
    camera.hear(recorded("gw_main_describe"));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H264");
    EXPECT_THAT(camera.dialogue().track().format_parameters, HasSubstr("profile-level-id=5046314"));
    EXPECT_EQ(camera.request().url, target + "/video");
    camera.hear(recorded("gw_main_setup_video"));
    EXPECT_EQ(camera.dialogue().agreement().channels, (Channels{0, 1}));
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(60));
    EXPECT_EQ(camera.request().url, target);
    camera.hear(recorded("gw_main_play"));
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(session_of(camera), "9a90de54");
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(120));
}

TEST_F(RtspTranscripts, FoscamNamesAPortNobodyListensOn) {
    RecordedCamera camera("rtsp://192.0.2.9:88/videoMain", TransportWay::kTcp);
    camera.hear(recorded("foscam_describe"));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H264");
    EXPECT_EQ(camera.request().url, "rtsp://192.0.2.9:88/videoMain/track1");
    EXPECT_TRUE(noted(camera, CameraOddity::kForeignAddress));
}

TEST_F(RtspTranscripts, WowzaDescribesItsSoundUnderTheNumberOthersUseForVideo) {
    RecordedCamera camera("rtsp://192.0.2.9/vod/mp4:BigBuckBunny_115k.mov", TransportWay::kTcp);
    camera.hear(recorded("bunny_describe"));
    const auto& track = camera.dialogue().track();
    EXPECT_EQ(track.encoding_name, "H264");
    EXPECT_EQ(track.payload_type, 97);
    EXPECT_EQ(track.width, 240);
    EXPECT_EQ(track.height, 160);
    EXPECT_THAT(track.format_parameters, StartsWith("packetization-mode=1;profile-level-id=42C01E"));
    EXPECT_EQ(camera.request().url, "rtsp://192.0.2.9/vod/mp4:BigBuckBunny_115k.mov/trackID=2");
}

TEST_F(RtspTranscripts, GeovisionNamesItsTrackByAWholeUrl) {
    RecordedCamera camera("rtsp://192.0.2.9/media/video1", TransportWay::kTcp);
    camera.hear(as_description(recorded("geovision_sdp")));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H264");
    EXPECT_EQ(camera.dialogue().track().payload_type, 105);
    EXPECT_EQ(camera.request().url, "rtsp://192.0.2.9/media/video1/video");
}

TEST_F(RtspTranscripts, TpLink) {
    RecordedCamera camera("rtsp://192.0.2.9/stream1", TransportWay::kTcp);
    camera.hear(as_description(recorded("tplink_sdp")));
    const auto& track = camera.dialogue().track();
    EXPECT_EQ(track.encoding_name, "H265");
    EXPECT_EQ(track.payload_type, 96);
    EXPECT_THAT(track.format_parameters, HasSubstr("sprop-pps=RAHAcvAbJA=="));
    EXPECT_EQ(camera.request().url, "rtsp://192.0.2.9/stream1/track1");
}

TEST_F(RtspTranscripts, LongseAsksWhoWeAre) {
    const auto response = read_response(recorded("longse_unauthorized"));
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->status, 401U);
    EXPECT_EQ(response->sequence, 1U);
    const auto challenges = parse_challenges(response->headers.find_all("WWW-Authenticate"));
    ASSERT_EQ(challenges.size(), 1U);
    EXPECT_EQ(challenges[0].scheme, Challenge::Scheme::kDigest);
    EXPECT_EQ(challenges[0].realm, "Surveillance Server");
    EXPECT_EQ(challenges[0].nonce, "98481030");
    EXPECT_FALSE(challenges[0].qop_auth);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
