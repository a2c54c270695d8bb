// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_session.hpp"

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using namespace std::chrono_literals;

constexpr base::MonotonicTime kOrigin{1000s};

std::shared_ptr<const PacketizedClip> clip_of_two() {
    auto clip = std::make_shared<Clip>();
    for (int i = 0; i < 2; ++i) {
        clip->pictures.push_back({.nals = {{0x65, 1, 2}, {0x65, 3}},
                                  .decode_time = i * 40ms,
                                  .presentation_time = i * 40ms,
                                  .random_access = i == 0});
    }
    clip->duration = 80ms;
    return PacketizedClip::create(clip, 1000);
}

unsigned read16(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    return static_cast<unsigned>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t read32(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    return read16(bytes, at) << 16U | read16(bytes, at + 2);
}

TEST(RtpSession, NumbersPacketsWithoutAGapAndAsRtpInfoSaid) {
    const auto clip = clip_of_two();
    RtpSession session(clip, Timeline(clip->clip(), kOrigin));
    const StreamPoint point = session.point(kOrigin + 10ms);
    session.start(kOrigin + 10ms);
    const auto first = session.take_headers(4);
    const auto second = session.take_headers(4);
    ASSERT_EQ(first.size(), 2 * RtpSession::kHeaderSize);
    EXPECT_EQ(first[0], '$');
    EXPECT_EQ(first[1], 4);
    EXPECT_EQ(read16(first, 2), 12U + 3U);
    EXPECT_EQ(first[5], 96);         // no marker
    EXPECT_EQ(first[16 + 5], 0xE0);  // marker and 96
    EXPECT_EQ(read16(first, 6), point.sequence);
    EXPECT_EQ(read16(second, 6), static_cast<std::uint16_t>(point.sequence + 2));
    EXPECT_EQ(read32(first, 8), point.rtp_timestamp);
    EXPECT_EQ(read32(second, 8), point.rtp_timestamp + 3600);
}

TEST(RtpSession, SendsItsFirstPictureAtOnceAndTheNextInRealTime) {
    const auto clip = clip_of_two();
    RtpSession session(clip, Timeline(clip->clip(), kOrigin));
    session.start(kOrigin + 30ms);
    EXPECT_TRUE(session.next_is_random_access());
    EXPECT_EQ(session.next_due(), kOrigin + 30ms);
    session.take_headers(0);
    EXPECT_EQ(session.next_due(), kOrigin + 70ms);
}

TEST(RtpSession, ASkippedPictureLeavesNoGapInTheNumbers) {
    const auto clip = clip_of_two();
    RtpSession session(clip, Timeline(clip->clip(), kOrigin));
    const StreamPoint point = session.point(kOrigin);
    session.start(kOrigin);
    session.skip();
    const auto headers = session.take_headers(0);
    EXPECT_EQ(read16(headers, 6), point.sequence);
    EXPECT_EQ(read32(headers, 8), point.rtp_timestamp + 3600);
}

TEST(RtpSession, ReportsWhatItSentAndWhen) {
    const auto clip = clip_of_two();
    RtpSession session(clip, Timeline(clip->clip(), kOrigin));
    session.start(kOrigin);
    const auto headers = session.take_headers(0);
    const auto report = session.sender_report(1, kOrigin + 40ms, 5s + 500ms);
    EXPECT_EQ(report.size(), 4U + read16(report, 2));
    EXPECT_EQ(report[5], 200);
    EXPECT_EQ(read32(report, 8), read32(headers, 12));
    EXPECT_EQ(read32(report, 12), 5U);
    EXPECT_EQ(read32(report, 16), 0x80000000U);
    EXPECT_EQ(read32(report, 20), read32(headers, 8) + 3600);
    EXPECT_EQ(read32(report, 24), 2U);
    EXPECT_EQ(read32(report, 28), 5U);
}

}  // namespace
}  // namespace cordon::bench
