// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/session_description.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::HasSubstr;
using testing::Not;

const DescribedStream kStream{.address = "10.0.0.1", .url = "rtsp://10.0.0.1:554/stream"};

TEST(SessionDescription, CarriesH264ParameterSetsOutOfBand) {
    Clip clip;
    clip.parameter_sets = {{0x67, 0x4D, 0x40, 0x1F, 1, 2}, {0x68, 0xEE}};
    const std::string text = session_description(clip, kStream, {});
    EXPECT_THAT(text, HasSubstr("o=- 1 1 IN IP4 10.0.0.1\r\n"));
    EXPECT_THAT(text, HasSubstr("a=rtpmap:96 H264/90000\r\n"));
    EXPECT_THAT(
        text,
        HasSubstr("packetization-mode=1;profile-level-id=4D401F;sprop-parameter-sets=Z01AHwEC,aO4=\r\n"));
    EXPECT_THAT(text, HasSubstr("a=control:trackID=1\r\n"));
}

TEST(SessionDescription, CarriesH265ParameterSetsByKind) {
    Clip clip;
    clip.codec = ClipCodec::kH265;
    clip.parameter_sets = {{32 << 1, 1}, {33 << 1, 1}, {34 << 1, 1}};
    EXPECT_THAT(session_description(clip, kStream, {}),
                HasSubstr("a=fmtp:96 sprop-vps=QAE=;sprop-sps=QgE=;sprop-pps=RAE=\r\n"));
}

TEST(SessionDescription, CarriesTheConfigurationOfMpeg4InHexadecimalDigits) {
    Clip clip;
    clip.codec = ClipCodec::kMpeg4;
    clip.parameter_sets = {{0, 0, 1, 0xB0, 0xF5}};
    const std::string text = session_description(clip, kStream, {});
    EXPECT_THAT(text, HasSubstr("a=rtpmap:96 MP4V-ES/90000\r\n"));
    EXPECT_THAT(text, HasSubstr("a=fmtp:96 profile-level-id=1;config=000001B0F5\r\n"));
}

TEST(SessionDescription, GivesMjpegItsStaticPayloadTypeAndTheSizeOfItsPictures) {
    Clip clip;
    clip.codec = ClipCodec::kMjpeg;
    clip.width = 2560;
    clip.height = 1440;
    const std::string text = session_description(clip, kStream, {});
    EXPECT_THAT(text, HasSubstr("m=video 0 RTP/AVP 26\r\na=rtpmap:26 JPEG/90000\r\n"));
    EXPECT_THAT(text, HasSubstr("a=x-dimensions:2560,1440\r\n"));
    EXPECT_THAT(text, Not(HasSubstr("fmtp")));
}

// What each quirk writes, and what it no longer does.
struct OddLine {
    const char* quirk;
    const char* present;
    const char* absent;
};
class OddDescription : public testing::TestWithParam<OddLine> {};
INSTANTIATE_TEST_SUITE_P(
    EachQuirk, OddDescription,
    testing::Values(OddLine{"sdp-connection-empty", "c=IN\r\n", "0.0.0.0"},
                    OddLine{"sdp-connection-doubled", "c=IN c=IN IP4 0.0.0.0\r\n", "\nnothing"},
                    OddLine{"sdp-origin-words", "o=RTSP Session 1 2 IN IP4\r\n", "o=- "},
                    OddLine{"sdp-origin-short", "o=- 1001 1 IN\r\n", "o=- 1 1"},
                    OddLine{"sdp-bare", "t=0 0\r\n", "o=-"}, OddLine{"sdp-time-now", "t=now-\r\n", "t=0 0"},
                    OddLine{"sdp-ipv4-word", "IN IPV4 10.0.0.1\r\n", "IP4"},
                    OddLine{"sdp-line-feeds", "v=0\no=", "\r"},
                    OddLine{"sdp-media-header", "a=Media_header:MEDIAINFO=", "\nnothing"},
                    OddLine{"sdp-application-first", "vnd.onvif.metadata/90000", "\nnothing"},
                    OddLine{"sdp-tp-link", "m=application/TP-LINK 0 RTP/AVP smart/1/90000\r\n", "\nnothing"},
                    OddLine{"sdp-glued-media", "a=sendonlym=audio 0", "\nnothing"},
                    OddLine{"sdp-audio-tracks", "a=fmtp:96 streamtype=5", "\nnothing"},
                    OddLine{"sdp-rate-zero", "a=rtpmap:96 H264/0\r\n", "H264/90000"},
                    OddLine{"sdp-rtpmap-absent", "m=video 0 RTP/AVP 96\r\n", "rtpmap"},
                    OddLine{"sdp-rtpmap-blank", "H264/90000 \t\r\n", "H264/90000\r"},
                    OddLine{"sdp-fmtp-empty", "a=fmtp:96\r\na=framerate:0S\r\n", "sprop"},
                    OddLine{"sdp-sprop-absent", "profile-level-id=4D401F\r\n", "sprop"},
                    OddLine{"sdp-sprop-empty", "sprop-parameter-sets=\r\n", "Z01A"},
                    OddLine{"sdp-sprop-invalid", "sprop-parameter-sets=Z0%", "Z01A"},
                    OddLine{"sdp-sprop-annex-b", "sprop-parameter-sets=AAAAAWdN", "sets=Z01A"},
                    OddLine{"sdp-sprop-trailing", "AAAAAQAA", "Z01AHwEC,"},
                    OddLine{"sdp-sprop-stale", "sprop-parameter-sets=Z0LACtoLE0A=", "Z01A"},
                    OddLine{"sdp-profile-decimal", "profile-level-id=5046314;", "4D401F"},
                    OddLine{"sdp-wrong-codec", "a=rtpmap:96 H265/90000\r\n", "H264"},
                    OddLine{"unsupported-codec", "X-VENDOR-CODEC/90000", "H264"},
                    OddLine{"no-video", "m=audio 0 RTP/AVP 0\r\n", "m=video"},
                    OddLine{"sendonly-video", "a=sendonly\r\n", "\nnothing"},
                    OddLine{"control-absent", "a=control:*\r\n", "trackID"},
                    OddLine{"control-doubled", "a=control:trackID=1\r\na=control:trackID=1\r\n", "\nnothing"},
                    OddLine{"control-extra-slash", "a=control:/trackID=1\r\n", "control:track"},
                    OddLine{"control-absolute-query",
                            "a=control:rtsp://10.0.0.1:554/stream/trackID=1?transportmode=unicast",
                            "control:track"},
                    OddLine{"backchannel", "a=rtpmap:0 PCMU/8000\r\na=sendonly\r\n", "\nnothing"},
                    OddLine{"needs-all-tracks", "a=control:trackID=2\r\n", "\nnothing"}));

TEST_P(OddDescription, SaysWhatItsQuirkSays) {
    Clip clip;
    clip.parameter_sets = {{0x67, 0x4D, 0x40, 0x1F, 1, 2}, {0x68, 0xEE}};
    const auto text = session_description(clip, kStream, QuirkSet::parse(GetParam().quirk).value());
    EXPECT_THAT(text, HasSubstr(GetParam().present)) << GetParam().quirk;
    EXPECT_THAT(text, Not(HasSubstr(GetParam().absent))) << GetParam().quirk;
}

TEST(OddDescriptions, EndWithoutALineEndWhereTheQuirkSaysSo) {
    const auto text = session_description({}, kStream, QuirkSet::parse("sdp-no-last-line-end").value());
    EXPECT_EQ(text.back(), '1');
}

}  // namespace
}  // namespace cordon::bench
