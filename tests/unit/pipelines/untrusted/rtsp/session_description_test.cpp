// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session_description.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

TEST(RtspSessionDescription, FindsTheVideoAmongOtherTracks) {
    const auto description = parse_session_description(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Media Server\r\nt=0 0\r\na=control:rtsp://192.0.2.1/all\r\n"
        "m=application/TP-LINK 0 RTP/AVP smart/1/90000\r\na=control:track3\r\n"
        "m=audio 0 RTP/AVP 8\r\na=control:track2\r\n"
        "m=video 0 RTP/AVP 96\r\na=control:trackID=0\r\na=framerate:15\r\na=rtpmap:96 H264/90000 \r\n"
        "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z2QAHqw=,aO4x\r\n"
        "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n");
    EXPECT_EQ(description.control, "rtsp://192.0.2.1/all");
    ASSERT_TRUE(description.video.has_value());
    EXPECT_EQ(description.video->encoding_name, "H264");
    EXPECT_EQ(description.video->payload_type, 96);
    EXPECT_EQ(description.video->clock_rate, 90000U);
    EXPECT_EQ(description.video->format_parameters,
              "packetization-mode=1;sprop-parameter-sets=Z2QAHqw=,aO4x");
    EXPECT_EQ(description.video_control, "trackID=0");
}

TEST(RtspSessionDescription, KnowsH265ByEitherName) {
    for (const std::string name : {"H265", "h265", "HEVC"}) {
        const auto description =
            parse_session_description("v=0\nm=video 0 RTP/AVP 98\na=rtpmap:98 " + name + "/90000\n");
        ASSERT_TRUE(description.video.has_value()) << name;
        EXPECT_EQ(description.video->encoding_name, "H265");
    }
}

TEST(RtspSessionDescription, DoesNotMindMistakesInOtherLines) {
    const std::string track = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/0\r\na=control:t";
    for (const std::string before :
         {"", "o=- 1001 1 IN\r\n", "c=IN\r\n", "c=SM x\r\n", "c=IN c=IN IP4 0.0.0.0\r\n", "t=now-\r\n",
          "=\r\n", "x\r\n", "s=\r\ns=\r\n", "m=\r\n", "a=\r\n", "a=Media_header:MEDIAINFO=494D4B48;\r\n",
          "m=vana\r\n", "\r\n\r\n", "a=sendonlym=audio 0 RTP/AVP 0\r\n", "m=video\r\n", "m=video 0\r\n",
          "m=video 0 RTP/AVP\r\n"}) {
        const auto description = parse_session_description(before + track);
        ASSERT_TRUE(description.video.has_value()) << before;
        EXPECT_EQ(description.video->clock_rate, 90000U);
        EXPECT_EQ(description.video_control, "t") << before;
    }
}

TEST(RtspSessionDescription, SplitsATrackGluedToADirection) {
    const auto description = parse_session_description(
        "m=audio 0 RTP/AVP 0\r\na=control:a\r\na=sendonlym=video 0 RTP/AVP 96\r\na=control:v\r\n");
    ASSERT_TRUE(description.video.has_value());
    EXPECT_EQ(description.video_control, "v");
}

TEST(RtspSessionDescription, GuessesWhereTheMapIsMissingOrContradicted) {
    const auto name = [](const std::string& attributes) {
        const auto description = parse_session_description("m=video 0 RTP/AVP 96\r\n" + attributes);
        return description.video ? description.video->encoding_name : "none";
    };
    EXPECT_EQ(name(""), "H264");
    EXPECT_EQ(name("a=fmtp:96 sprop-vps=QAE=;sprop-sps=QgE=\r\n"), "H265");
    EXPECT_EQ(name("a=rtpmap:96 H265/90000\r\na=fmtp:96 sprop-parameter-sets=Z2Q=\r\n"), "H264");
    EXPECT_EQ(name("a=rtpmap:96 H265/90000\r\na=fmtp:96 sprop-vps=QAE=\r\n"), "H265");
    EXPECT_EQ(name("a=rtpmap:96 MP4V-ES/90000\r\n"), "MP4V-ES");
    EXPECT_EQ(name("a=rtpmap:96 JPEG/90000\r\n"), "JPEG");
    EXPECT_EQ(name("a=rtpmap:96 VP8/90000\r\n"), "none");
    EXPECT_EQ(name("a=rtpmap:97 VP8/90000\r\n"), "H264");
}

TEST(RtspSessionDescription, TakesTheFirstFormatItKnows) {
    const auto description = parse_session_description(
        "m=video 0 RTP/AVP 31 97 96\r\na=rtpmap:97 VP8/90000\r\na=rtpmap:96 H264/90000\r\n");
    ASSERT_TRUE(description.video.has_value());
    EXPECT_EQ(description.video->payload_type, 96);
}

TEST(RtspSessionDescription, TakesABackChannelOnlyWhereThereIsNoOther) {
    const std::string back = "m=video 0 RTP/AVP 96\r\na=control:back\r\na=sendonly\r\n";
    EXPECT_EQ(parse_session_description(back).video_control, "back");
    EXPECT_EQ(parse_session_description(back + "m=video 0 RTP/AVP 96\r\na=control:front\r\n").video_control,
              "front");
}

TEST(RtspSessionDescription, NeedsNoMapForMotionJpegAndReadsItsSize) {
    const auto jpeg = parse_session_description("m=video 0 RTP/AVP 26\r\na=x-dimensions:2560,1440\r\n");
    ASSERT_TRUE(jpeg.video.has_value());
    EXPECT_EQ(jpeg.video->encoding_name, "JPEG");
    EXPECT_EQ(jpeg.video->width, 2560);
    EXPECT_EQ(jpeg.video->height, 1440);
    const auto other = parse_session_description("m=video 0 RTP/AVP 26\r\na=framesize:26 640-480\r\n");
    EXPECT_EQ(other.video->width, 640);
    EXPECT_EQ(parse_session_description("m=video 0 RTP/AVP 26\r\na=x-dimensions:0x9,1\r\n").video->width, 0);
}

TEST(RtspSessionDescription, NamesTheTracksItDoesNotWantButNoBackChannel) {
    const auto description = parse_session_description(
        "m=video 0 RTP/AVP 96\r\na=control:v\r\nm=audio 0 RTP/AVP 0\r\na=control:a\r\n"
        "m=audio 0 RTP/AVP 0\r\na=control:back\r\na=sendonly\r\n");
    EXPECT_EQ(description.other_controls, std::vector<std::string>{"a"});
}

TEST(RtspSessionDescription, ReadsAMulticastGroupAndNoOtherAddress) {
    EXPECT_EQ(
        parse_session_description("c=IN IP4 10.0.0.1\r\nm=video 0 RTP/AVP 96\r\nc=IN IP4 239.1.2.3/5\r\n")
            .group,
        "239.1.2.3");
    EXPECT_EQ(parse_session_description("c=IN IP4 0.0.0.0\r\nm=video 0 RTP/AVP 96\r\n").group, "");
    EXPECT_EQ(parse_session_description("c=IN IP4 2390.1.2.3\r\n").group, "");
}

TEST(RtspSessionDescription, HasNoVideoInWhatIsNone) {
    EXPECT_FALSE(parse_session_description("").video.has_value());
    EXPECT_FALSE(parse_session_description("<html>").video.has_value());
    EXPECT_FALSE(
        parse_session_description("m=audio 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n").video.has_value());
    EXPECT_FALSE(parse_session_description("m=video 0 RTP/AVP 31\r\n").video.has_value());
    EXPECT_FALSE(parse_session_description("m=video 0 RTP/AVP 300\r\n").video.has_value());
}

TEST(RtspSessionDescription, BoundsWhatItKeeps) {
    const auto description =
        parse_session_description("m=video 0 RTP/AVP 96\r\na=control:" + std::string(2000, 'x') +
                                  "\r\na=fmtp:96 " + std::string(5000, 'y') + "\r\n");
    ASSERT_TRUE(description.video.has_value());
    EXPECT_EQ(description.video_control, "");
    EXPECT_EQ(description.video->format_parameters, "");
    std::string bomb;
    for (int i = 0; i < 100000; ++i) {
        bomb += "m=audio 0 RTP/AVP 0\r\n";
    }
    EXPECT_FALSE(parse_session_description(bomb + "m=video 0 RTP/AVP 96\r\n").video.has_value());
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
