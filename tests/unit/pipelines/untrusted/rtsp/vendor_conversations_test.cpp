// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Conversations written for these tests, with the oddities of real vendors' recordings (transcripts_test.cpp)
// in our own words and values.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipelines/untrusted/rtsp/challenge.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/recorded_camera.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using boundary::CameraOddity;
using std::chrono::seconds;
using testing::HasSubstr;

std::string session_of(RecordedCamera& camera) {
    const auto request = camera.dialogue().session_request("GET_PARAMETER");
    return std::string(request.headers.find("Session").value_or(""));
}

bool noted(RecordedCamera& camera, CameraOddity oddity) {
    return (camera.dialogue().facts().oddities & static_cast<std::uint64_t>(oddity)) != 0;
}

std::string described(const std::string& headers, const std::string& sdp) {
    return "RTSP/1.0 200 OK\r\n" + headers + "Content-Length: " + std::to_string(sdp.size()) + "\r\n\r\n" +
           sdp;
}

TEST(RtspVendorConversations, AQueryBehindTheTrackAndBlanksBeforeTheSession) {
    const std::string origin = "rtsp://cam:554/Streaming/Channels/201/";
    RecordedCamera camera(origin, TransportWay::kTcp);
    camera.hear(
        described("CSeq: 2\r\nContent-Base: rtsp://10.9.8.7:554/Streaming/Channels/201/\r\n",
                  "v=0\r\no=- 17 17 IN IP4 10.9.8.7\r\ns=Presentation\r\ne=NONE\r\nb=AS:2050\r\nt=0 0\r\n"
                  "a=control:rtsp://10.9.8.7:554/Streaming/Channels/201/?mode=unicast&profile=P2\r\n"
                  "m=video 0 RTP/AVP 96\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\na=x-dimensions:704,576\r\n"
                  "a=control:rtsp://10.9.8.7:554/Streaming/Channels/201/trackID=1?mode=unicast\r\n"
                  "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n"
                  "a=Media_header:MEDIAINFO=494D4B480203;\r\na=appversion:1.0\r\n"));
    EXPECT_EQ(camera.dialogue().track().width, 704);
    EXPECT_EQ(camera.dialogue().track().height, 576);
    EXPECT_EQ(camera.request().url, origin + "trackID=1?mode=unicast");
    camera.hear(
        "RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession:        66512;timeout=30\r\n"
        "Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= 4a1c;mode=\"play\"\r\n\r\n");
    EXPECT_EQ(camera.request().url, origin + "?mode=unicast&profile=P2");
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(30));
    camera.hear(
        "RTSP/1.0 200 OK\r\nCSeq: 4\r\nSession:        66512\r\nRTP-Info: url=x;seq=0;rtptime=5\r\n\r\n");
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(session_of(camera), "66512");
    EXPECT_TRUE(noted(camera, CameraOddity::kForeignAddress));
}

TEST(RtspVendorConversations, ATrackBehindAQueryAndASessionRenamedByPlay) {
    const std::string target = "rtsp://cam/cam/realmonitor?channel=3&subtype=0";
    RecordedCamera camera(target, TransportWay::kTcp);
    camera.hear(
        described("CSeq: 2\r\nContent-Base: " + target + "/\r\n",
                  "v=0\r\no=- 5 5 IN IP4 0.0.0.0\r\ns=Server\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
                  "a=range:npt=now-\r\nm=video 0 RTP/AVP 98\r\na=control:trackID=0\r\na=framerate:12.5\r\n"
                  "a=rtpmap:98 H265/90000\r\na=recvonly\r\nm=audio 0 RTP/AVP 8\r\na=control:trackID=1\r\n"
                  "m=application 0 RTP/AVP 107\r\na=control:trackID=4\r\n"
                  "a=rtpmap:107 vnd.onvif.metadata/90000\r\n"));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H265");
    EXPECT_EQ(camera.dialogue().track().payload_type, 98);
    EXPECT_EQ(camera.request().url, target + "/trackID=0");
    camera.hear(
        "RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: 9001;timeout=60\r\n"
        "Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=     D1\r\nx-Dynamic-Rate: 1\r\n\r\n");
    EXPECT_EQ(camera.request().headers.find("Session"), "9001");
    camera.hear("RTSP/1.0 200 OK\r\nCSeq: 4\r\nSession: 9002\r\n\r\n");
    EXPECT_EQ(session_of(camera), "9002");
}

TEST(RtspVendorConversations, AQueryInTheBaseWithoutASlashAndAnotherTimeoutInPlay) {
    const std::string target = "rtsp://cam:5050/live?channel=2&proto=Onvif";
    RecordedCamera camera(target, TransportWay::kTcp);
    camera.hear(
        described("CSeq: 2\r\nContent-Base: rtsp://10.0.0.5:5050/live?channel=2&proto=Onvif\r\n",
                  "v=0\r\no=- 1 2 IN IP4 a.b.c.d\r\ns=S\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\n"
                  "a=rtpmap:96 H264/90000\r\na=control:video\r\n"
                  "a=fmtp:96 profile-level-id=5046314;sprop-parameter-sets=Z00AKgAAAAE=,aO48gAAAAAE=\r\n"
                  "m=audio 0 RTP/AVP 8\r\na=control:audio\r\na=rtpmap:8 PCMU/8000/1\r\n"));
    EXPECT_EQ(camera.request().url, target + "/video");
    camera.hear("RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: ab12 ; timeout=50\r\n\r\n");
    EXPECT_EQ(camera.request().url, target);
    camera.hear("RTSP/1.0 200 OK\r\nCSeq: 4\r\nSession: ab12; timeout=110\r\n\r\n");
    EXPECT_EQ(session_of(camera), "ab12");
    EXPECT_EQ(camera.dialogue().keepalive().timeout(), seconds(110));
}

TEST(RtspVendorConversations, AStrictCameraThatResolvesItsTrackAsTheStandardHasIt) {
    RecordedCamera camera("rtsp://cam/live?channel=2", TransportWay::kTcp);
    camera.hear(as_description("m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000 \r\na=control:video\r\n"));
    EXPECT_EQ(camera.request().url, "rtsp://cam/live?channel=2/video");
    camera.hear("RTSP/1.0 404 Not Found\r\n\r\n");
    EXPECT_EQ(camera.request().url, "rtsp://cam/video");
    EXPECT_TRUE(noted(camera, CameraOddity::kTrackUrlGuessed));
}

TEST(RtspVendorConversations, DatagramsFromADigitalRecorderThatSpellsCseqItsOwnWay) {
    RecordedCamera camera("rtsp://cam/camera", TransportWay::kUdp);
    camera.hear(
        described("Server: DVR 1.0\r\nCseq: 3\r\nContent-Base: rtsp://127.0.0.1:554/camera\r\n",
                  "v=0\r\no=- 3 3 IN IP4 127.0.0.1\r\ns=Session\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
                  "a=rtpmap:96 H264/90000 \r\na=framerate:0S\r\na=framerate:12\r\na=control:trackID=3\r\n"));
    EXPECT_EQ(camera.request().url, "rtsp://cam/camera/trackID=3");
    camera.hear(
        "RTSP/1.0 200 OK\r\nCseq: 4\r\nSession: 5500;timeout=60\r\nTransport: RTP/AVP;unicast;mode=PLAY;"
        "source=127.0.0.1;client_port=18714-18715;server_port=41000-41001;ssrc=0\r\n\r\n");
    EXPECT_EQ(camera.dialogue().agreement().way, TransportWay::kUdp);
    EXPECT_EQ(camera.dialogue().agreement().server_port, 41000);
    camera.hear("RTSP/1.0 200 OK\r\nCseq: 5\r\nRange: npt=now-\r\nSession: 5510\r\n\r\n");
    EXPECT_TRUE(camera.plays());
    EXPECT_EQ(session_of(camera), "5510");
    EXPECT_FALSE(noted(camera, CameraOddity::kNoSequenceNumbers));
}

TEST(RtspVendorConversations, AVideoTrackBehindASmartOneAndANameThatHoldsASlash) {
    RecordedCamera camera("rtsp://cam/stream2", TransportWay::kTcp);
    camera.hear(
        as_description("v=0\r\no=- 14 31 1 IN IP4 10.0.0.2\r\ns=Server\r\nt=0 0\r\n"
                       "m=application/VENDOR 0 RTP/AVP smart/1/90000\r\na=rtpmap:95 VENDOR/90000\r\n"
                       "a=control:track3\r\nm=audio 0 RTP/AVP 8\r\na=control:track2\r\n"
                       "m=video 0 RTP/AVP 96\r\na=control:track1\r\na=rtpmap:96 H265/90000\r\n"
                       "a=fmtp:96 sprop-vps=QAEM;sprop-sps=QgEB;sprop-pps=RAHA\r\n"));
    EXPECT_EQ(camera.dialogue().track().encoding_name, "H265");
    EXPECT_THAT(camera.dialogue().track().format_parameters, HasSubstr("sprop-pps=RAHA"));
    EXPECT_EQ(camera.request().url, "rtsp://cam/stream2/track1");
}

TEST(RtspVendorConversations, ATrackNamedByAWholeUrlOfTheCamerasOwnAddress) {
    RecordedCamera camera("rtsp://cam:8554/media/video2", TransportWay::kTcp);
    camera.hear(
        as_description("v=0\r\no=- 9 1 IN IP4 10.0.0.3\r\ns=S\r\nm=video 0 RTP/AVP 105\r\n"
                       "a=control:rtsp://10.0.0.3/media/video2/video\r\na=rtpmap:105 H264/90000\r\n"));
    EXPECT_EQ(camera.dialogue().track().payload_type, 105);
    EXPECT_EQ(camera.request().url, "rtsp://cam:8554/media/video2/video");
}

TEST(RtspVendorConversations, ABlankBehindCseqAndANonceOfDigits) {
    const auto response = read_response(
        "RTSP/1.0 401 ClientUnAuthorized\r\nCSeq: 7 \r\nServer: 1920*1080*20\r\n"
        "WWW-Authenticate: Digest realm=\"Some Server\", nonce=\"40221\"\r\n\r\n");
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->sequence, 7U);
    const auto challenges = parse_challenges(response->headers.find_all("WWW-Authenticate"));
    ASSERT_EQ(challenges.size(), 1U);
    EXPECT_EQ(challenges[0].nonce, "40221");
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
