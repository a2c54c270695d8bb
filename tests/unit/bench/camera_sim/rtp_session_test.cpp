// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_session.hpp"

#include <span>

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

unsigned read16(std::span<const std::uint8_t> bytes, std::size_t at) {
    return static_cast<unsigned>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t read32(std::span<const std::uint8_t> bytes, std::size_t at) {
    return read16(bytes, at) << 16U | read16(bytes, at + 2);
}

std::uint16_t sequence_of(const RtpSession::Packet& packet) {
    return static_cast<std::uint16_t>(read16(packet.header, 2));
}

std::uint32_t time_of(const RtpSession::Packet& packet) {
    return read32(packet.header, 4);
}

// A session of a camera with those quirks that plays the clip of two, begun at the origin.
RtpSession session_with(std::string_view quirks) {
    const auto clip = clip_of_two();
    RtpSession session({{clip, Timeline(clip->clip(), kOrigin)}}, QuirkSet::parse(quirks).value(), 10s);
    session.start(kOrigin);
    return session;
}

TEST(RtpSession, BeginsInStepWithTheNextRandomAccessPointWhenItIsDue) {
    const auto clip = clip_of_two();
    RtpSession session({{clip, Timeline(clip->clip(), kOrigin)}}, {}, 10s, Beginning::kInStep);
    const StreamPoint point = session.point(kOrigin + 30ms);
    session.start(kOrigin + 30ms);
    EXPECT_EQ(session.next_due(), kOrigin + 80ms);
    EXPECT_TRUE(session.next_is_random_access());
    const auto packets = session.take_picture(kOrigin + 80ms);
    EXPECT_EQ(time_of(packets[0]), point.rtp_timestamp);
    EXPECT_EQ(session.next_due(), kOrigin + 120ms);
}

TEST(RtpSession, NumbersPacketsWithoutAGapAndAsRtpInfoSaid) {
    RtpSession session = session_with("");
    const StreamPoint point = session.point(kOrigin + 10ms);
    session.start(kOrigin + 10ms);
    const auto first = session.take_picture(kOrigin + 10ms);
    const auto second = session.take_picture(kOrigin + 50ms);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0].payload.size(), 3U);
    EXPECT_EQ(first[0].header[1], 96);    // no marker
    EXPECT_EQ(first[1].header[1], 0xE0);  // marker and 96
    EXPECT_EQ(sequence_of(first[0]), point.sequence);
    EXPECT_EQ(sequence_of(second[0]), static_cast<std::uint16_t>(point.sequence + 2));
    EXPECT_EQ(time_of(first[0]), point.rtp_timestamp);
    EXPECT_EQ(time_of(second[0]), point.rtp_timestamp + 3600);
}

TEST(RtpSession, SendsItsFirstPictureAtOnceAndTheNextInRealTime) {
    RtpSession session = session_with("");
    session.start(kOrigin + 30ms);
    EXPECT_TRUE(session.next_is_random_access());
    EXPECT_EQ(session.next_due(), kOrigin + 30ms);
    session.take_picture(kOrigin + 30ms);
    EXPECT_EQ(session.next_due(), kOrigin + 70ms);
}

TEST(RtpSession, ASkippedPictureLeavesNoGapInTheNumbers) {
    RtpSession session = session_with("");
    const StreamPoint point = session.point(kOrigin);
    session.skip();
    const auto packets = session.take_picture(kOrigin);
    EXPECT_EQ(sequence_of(packets[0]), point.sequence);
    EXPECT_EQ(time_of(packets[0]), point.rtp_timestamp + 3600);
}

TEST(RtpSession, ReportsWhatItSentAndWhen) {
    RtpSession session = session_with("");
    const auto packets = session.take_picture(kOrigin);
    const auto report = session.sender_report(kOrigin + 40ms, 5s + 500ms);
    EXPECT_EQ(report.size(), 44U);
    EXPECT_EQ(report[1], 200);
    EXPECT_EQ(read32(report, 4), read32(packets[0].header, 8));
    EXPECT_EQ(read32(report, 8), 5U);
    EXPECT_EQ(read32(report, 12), 0x80000000U);
    EXPECT_EQ(read32(report, 16), time_of(packets[0]) + 3600);
    EXPECT_EQ(read32(report, 20), 2U);
    EXPECT_EQ(read32(report, 24), 5U);
}

TEST(OddRtpSession, SendsEachPacketTwiceUnderOneNumber) {
    RtpSession session = session_with("packets-twice");
    const auto packets = session.take_picture(kOrigin);
    ASSERT_EQ(packets.size(), 4U);
    EXPECT_EQ(sequence_of(packets[0]), sequence_of(packets[1]));
    EXPECT_EQ(sequence_of(packets[2]), static_cast<std::uint16_t>(sequence_of(packets[1]) + 1));
}

TEST(OddRtpSession, ChangesItsSourceAndItsNumbersOnceAPeriod) {
    RtpSession session = session_with("ssrc-changes");
    const auto before = session.take_picture(kOrigin);
    const auto same = session.take_picture(kOrigin + 9s);
    const auto after = session.take_picture(kOrigin + 11s);
    EXPECT_EQ(read32(before[0].header, 8), read32(same[0].header, 8));
    EXPECT_NE(read32(before[0].header, 8), read32(after[0].header, 8));
    EXPECT_EQ(static_cast<std::uint16_t>(sequence_of(after[0]) - sequence_of(same[1])), 20'001);
}

TEST(OddRtpSession, BendsItsTimestampsAsItsQuirkSays) {
    RtpSession stands = session_with("time-stands");
    stands.take_picture(kOrigin);
    EXPECT_EQ(time_of(stands.take_picture(kOrigin + 40ms)[0]), 0U);

    RtpSession jumps = session_with("time-jumps");
    const auto start = time_of(jumps.take_picture(kOrigin)[0]);
    EXPECT_EQ(time_of(jumps.take_picture(kOrigin + 2s)[0]) - start, 3600U - 9'800U * 90'000U);

    RtpSession resets = session_with("time-resets");
    resets.take_picture(kOrigin);
    EXPECT_EQ(time_of(resets.take_picture(kOrigin + 10s)[0]), 0U);

    RtpSession wraps = session_with("time-wraps");
    EXPECT_EQ(time_of(wraps.take_picture(kOrigin)[0]), 0U - 900'000U);

    RtpSession drifts = session_with("time-drifts");
    const auto base = time_of(drifts.take_picture(kOrigin)[0]);
    EXPECT_EQ(time_of(drifts.take_picture(kOrigin + 100s)[0]) - base, 3600U + 4500U);
}

TEST(OddRtpSession, SlipsInAForeignPacketBehindAKeyframe) {
    RtpSession session = session_with("foreign-payload-type");
    const auto packets = session.take_picture(kOrigin);
    ASSERT_EQ(packets.size(), 3U);
    EXPECT_EQ(packets[2].header[1], 50);
    EXPECT_EQ(sequence_of(packets[2]), sequence_of(packets[1]));
    EXPECT_EQ(session.take_picture(kOrigin + 40ms).size(), 2U);
}

TEST(OddRtpSession, ShowsTheSamePictureWhileItsClockGoesOn) {
    RtpSession session = session_with("frozen-picture");
    const auto first = session.take_picture(kOrigin);
    const auto second = session.take_picture(kOrigin + 40ms);
    EXPECT_EQ(first[0].payload.data(), second[0].payload.data());
    EXPECT_EQ(time_of(second[0]) - time_of(first[0]), 3600U);
}

TEST(OddRtpSession, ChangesToTheOtherFilmAtItsKeyframe) {
    const auto one = clip_of_two();
    const auto other = clip_of_two();
    RtpSession session({{one, Timeline(one->clip(), kOrigin)}, {other, Timeline(other->clip(), kOrigin)}}, {},
                       10s);
    session.start(kOrigin);
    const auto before = session.take_picture(kOrigin);
    session.take_picture(kOrigin + 40ms);
    const auto after = session.take_picture(kOrigin + 10s);
    EXPECT_EQ(before[0].payload.data(), one->bytes(one->payloads(0)[0]).data());
    EXPECT_EQ(after[0].payload.data(), other->bytes(other->payloads(0)[0]).data());
    EXPECT_EQ(sequence_of(after[0]), static_cast<std::uint16_t>(sequence_of(before[0]) + 4));
}

}  // namespace
}  // namespace cordon::bench
