// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/request_url.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::StartsWith;

constexpr const char* kTarget = "rtsp://cam:8554/live/main?user=1";

std::string first_track(const char* base, const char* control, const char* target = "rtsp://cam/live") {
    return track_urls(target, base, "", control).front();
}

TEST(RtspRequestUrl, AppendsARelativeControlToTheBase) {
    EXPECT_EQ(first_track("rtsp://cam/live/", "track1"), "rtsp://cam/live/track1");
    EXPECT_EQ(first_track("rtsp://cam/live", "track1"), "rtsp://cam/live/track1");
    EXPECT_EQ(first_track("", "track1"), "rtsp://cam/live/track1");
    EXPECT_EQ(first_track("rtsp://cam/live/", "/track1"), "rtsp://cam/live/track1");
    EXPECT_EQ(first_track("rtsp://cam/live", "?ctype=video"), "rtsp://cam/live?ctype=video");
    EXPECT_EQ(first_track("rtsp://cam/a?channel=1&subtype=0/", "trackID=0"),
              "rtsp://cam/a?channel=1&subtype=0/trackID=0");
}

TEST(RtspRequestUrl, TakesPathAndQueryOfAnAbsoluteControl) {
    EXPECT_EQ(first_track("", "rtsp://10.0.0.9:99/Streaming/Channels/101/trackID=1?transportmode=unicast"),
              "rtsp://cam/Streaming/Channels/101/trackID=1?transportmode=unicast");
}

TEST(RtspRequestUrl, UnderstandsEveryWayToWriteABase) {
    for (const char* base :
         {"rtsp://192.0.2.1/s/", "rtsp://192.0.2.1:65534/s/", "RTSP://u:p@192.0.2.1/s/",
          "rtsp://rtsp://192.0.2.1/s/", "rtsp://::ffff:192.0.2.1/s/", "192.0.2.1:554/s/", "192.0.2.1/s/",
          "[::1]/s/", "u:p@cam/s/", "/s/", "  rtsp://cam/s/  ", "rtspu://cam/s/", "s/"}) {
        EXPECT_EQ(first_track(base, "track1"), "rtsp://cam/s/track1") << base;
    }
}

TEST(RtspRequestUrl, FallsBackToTheTargetWhereABaseMakesNoSense) {
    for (const std::string& base :
         {std::string(" "), std::string("rtsp://"), std::string("rtsp://h"), std::string("a b"),
          std::string("/\xff/"), "/" + std::string(2000, 'x')}) {
        EXPECT_EQ(first_track(base.c_str(), "track1"), "rtsp://cam/live/track1") << base;
    }
}

TEST(RtspRequestUrl, SetsUpTheSessionUrlWhereATrackHasNoControl) {
    EXPECT_EQ(first_track("rtsp://cam/live/", ""), "rtsp://cam/live/");
    EXPECT_EQ(first_track("rtsp://cam/live/", "*"), "rtsp://cam/live/");
    EXPECT_EQ(track_urls("rtsp://cam/live", "", "video", "").front(), "rtsp://cam/live/video");
}

TEST(RtspRequestUrl, GuessesInOrder) {
    EXPECT_THAT(track_urls(kTarget, "rtsp://cam/folder/stream", "*", "track1"),
                ElementsAre("rtsp://cam:8554/folder/stream/track1", "rtsp://cam:8554/folder/track1",
                            "rtsp://cam:8554/live/main?user=1/track1"));
    EXPECT_THAT(session_urls(kTarget, "rtsp://x/a/", "rtsp://x/b/?c"),
                ElementsAre("rtsp://cam:8554/b/?c", "rtsp://cam:8554/a/", kTarget));
    EXPECT_THAT(session_urls(kTarget, "", "*"), ElementsAre(kTarget));
}

TEST(RtspRequestUrl, NeverLeavesTheTargetsHost) {
    for (const char* said : {"rtsp://evil/a", "rtsp://evil", "//evil/a", "@evil/a", ":1@evil/a", "evil:554/a",
                             "rtsp://cam:8554@evil/a", "rtsp:///a", "?@evil", "http://evil/a", ".evil/a",
                             "rtsp://rtsp://rtsp://evil/x", "\\\\evil"}) {
        EXPECT_THAT(session_urls("rtsp://cam:8554", said, said), Each(StartsWith("rtsp://cam:8554"))) << said;
        for (const auto& url : track_urls("rtsp://cam:8554", said, said, said)) {
            EXPECT_THAT(url, testing::MatchesRegex("rtsp://cam:8554(/.*)?")) << said;
        }
    }
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
