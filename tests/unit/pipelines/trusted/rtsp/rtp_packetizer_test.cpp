// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/rtp_packetizer.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include <gtest/gtest.h>

namespace cordon::trusted::rtsp {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using Bytes = std::vector<std::byte>;

constexpr std::uint32_t kSsrc = 0x01020304;
constexpr std::size_t kFits = RtpPacketizer::kMostBytes - RtpPacket::kFixedHeader;

// A NAL unit of that size, its first byte `head`, that holds no start code.
Bytes nal_of(std::uint8_t head, std::size_t size) {
    Bytes nal(size);
    for (std::size_t i = 0; i < size; ++i) {
        nal[i] = static_cast<std::byte>(i % 251 + 1);
    }
    nal[0] = std::byte{head};
    return nal;
}

Bytes access_unit_of(const std::vector<Bytes>& nals) {
    Bytes unit;
    for (const Bytes& nal : nals) {
        unit.insert(unit.end(), {std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}});
        unit.insert(unit.end(), nal.begin(), nal.end());
    }
    return unit;
}

Bytes bytes_of(const RtpPacket& packet) {
    Bytes bytes(packet.header().begin(), packet.header().end());
    bytes.insert(bytes.end(), packet.payload().begin(), packet.payload().end());
    return bytes;
}

std::uint64_t number_at(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (const std::byte next : bytes.subspan(at, size)) {
        number = number << 8U | std::to_integer<std::uint64_t>(next);
    }
    return number;
}
std::uint8_t byte_at(const Bytes& bytes, std::size_t at) {
    return static_cast<std::uint8_t>(number_at(bytes, at, 1));
}
std::uint16_t sequence_of(const Bytes& packet) {
    return static_cast<std::uint16_t>(number_at(packet, 2, 2));
}
std::uint32_t timestamp_of(const Bytes& packet) {
    return static_cast<std::uint32_t>(number_at(packet, 4, 4));
}

// What a receiver of RFC 6184 makes of the packets; it accepts nothing else.
std::vector<Bytes> nals_of(const std::vector<RtpPacket>& packets) {
    std::vector<Bytes> nals;
    bool inside = false;
    for (const RtpPacket& packet : packets) {
        const Bytes bytes = bytes_of(packet);
        const std::uint8_t head = byte_at(bytes, 12);
        if ((head & 0x1fU) != 28) {
            EXPECT_FALSE(inside);
            nals.emplace_back(bytes.begin() + 12, bytes.end());
            continue;
        }
        const std::uint8_t fragment = byte_at(bytes, 13);
        EXPECT_EQ((fragment & 0x80U) != 0, !inside);
        if (!inside) {
            nals.push_back({static_cast<std::byte>((head & 0x60U) | (fragment & 0x1fU))});
        }
        nals.back().insert(nals.back().end(), bytes.begin() + 14, bytes.end());
        inside = (fragment & 0x40U) == 0;
    }
    EXPECT_FALSE(inside);
    return nals;
}

TEST(RtpPacketizer, GivesBackEveryNalUnit) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{2}, kFits, kFits + 1, 2 * kFits - 3,
                                   2 * kFits - 2, 2 * kFits, std::size_t{100'000}}) {
        RtpPacketizer packetizer;
        const std::vector<Bytes> nals{nal_of(0x67, 9), nal_of(0x68, 4), nal_of(0x65, size)};
        const Bytes unit = access_unit_of(nals);
        EXPECT_EQ(nals_of(packetizer.packets(unit, 0s)), nals) << size;
    }
}

TEST(RtpPacketizer, MakesPacketsThatFitAndDoNotWasteAny) {
    RtpPacketizer packetizer;
    const Bytes unit = access_unit_of({nal_of(0x41, 100'000)});
    const auto packets = packetizer.packets(unit, 0s);
    for (const RtpPacket& packet : packets) {
        EXPECT_LE(bytes_of(packet).size(), RtpPacketizer::kMostBytes);
    }
    EXPECT_EQ(packets.size(), std::ceil(99'999.0 / static_cast<double>(kFits - 2)));
    const Bytes small = access_unit_of({nal_of(0x41, kFits)});
    EXPECT_EQ(packetizer.packets(small, 1s).size(), 1U);
}

TEST(RtpPacketizer, MarksTheLastPacketAndCountsThemAll) {
    RtpPacketizer packetizer;
    packetizer.set_ssrc(kSsrc);
    const Bytes unit = access_unit_of({nal_of(0x67, 9), nal_of(0x65, 3000)});
    std::uint16_t expected = packetizer.next_sequence_number();
    for (int picture = 0; picture < 30'000; ++picture) {  // sequence numbers begin anew on the way
        const auto packets = packetizer.packets(unit, picture * 40ms);
        ASSERT_EQ(packets.size(), 4U);
        for (const RtpPacket& packet : packets) {
            const Bytes bytes = bytes_of(packet);
            ASSERT_EQ(byte_at(bytes, 0), 0x80);
            ASSERT_EQ(byte_at(bytes, 1), &packet == &packets.back() ? 0xe0 : 0x60);
            ASSERT_EQ(sequence_of(bytes), expected++);
            ASSERT_EQ(number_at(bytes, 8, 4), kSsrc);
        }
    }
    EXPECT_EQ(packetizer.next_sequence_number(), expected);
}

TEST(RtpPacketizer, StampsAllOfAPictureWithItsTime) {
    RtpPacketizer packetizer;
    const Bytes unit = access_unit_of({nal_of(0x67, 9), nal_of(0x65, 3000)});
    const auto first = packetizer.packets(unit, 1s);
    const auto second = packetizer.packets(unit, 1040ms);
    for (const RtpPacket& packet : first) {
        EXPECT_EQ(timestamp_of(bytes_of(packet)), packetizer.timestamp_at(1s));
    }
    EXPECT_EQ(timestamp_of(bytes_of(second[0])) - timestamp_of(bytes_of(first[0])), 3600U);
}

TEST(RtpPacketizer, NeverStampsTwoPicturesAlikeNorBackwards) {
    RtpPacketizer packetizer;
    const Bytes unit = access_unit_of({nal_of(0x41, 20)});
    std::uint32_t last = timestamp_of(bytes_of(packetizer.packets(unit, 10s)[0]));
    for (const auto time : {10'000ms, 9'000ms, 10'000ms}) {
        const std::uint32_t next = timestamp_of(bytes_of(packetizer.packets(unit, time)[0]));
        EXPECT_EQ(next - last, 1U);
        last = next;
    }
}

// From 6.6 hours on a timestamp of 32 bits looks as if it were before.
TEST(RtpPacketizer, KeepsTimeAfterAPauseOfHours) {
    RtpPacketizer packetizer;
    const Bytes unit = access_unit_of({nal_of(0x41, 20)});
    (void)packetizer.packets(unit, 0s);
    for (const auto time : {7h + 0ms, 7h + 40ms, 21h + 0ms, 21h + 1040ms}) {
        EXPECT_EQ(timestamp_of(bytes_of(packetizer.packets(unit, time)[0])), packetizer.timestamp_at(time));
    }
}

TEST(RtpPacketizer, ReportsWhatItSentAndWhichTimeThatWas) {
    RtpPacketizer packetizer;
    packetizer.set_ssrc(kSsrc);
    const Bytes unit = access_unit_of({nal_of(0x67, 9), nal_of(0x65, 3000)});
    std::uint64_t bytes = 0;
    for (const RtpPacket& packet : packetizer.packets(unit, 0s)) {
        bytes += bytes_of(packet).size() - RtpPacket::kFixedHeader;
    }
    // 2026-01-01 00:00:00.25 UTC; NTP counts from 1900.
    const std::chrono::system_clock::time_point now{1'767'225'600s + 250ms};
    const Bytes report = packetizer.sender_report(5s, now);
    ASSERT_GT(report.size(), 36U);
    EXPECT_EQ(number_at(report, 0, 4), 0x80c80006U);  // version 2, no blocks, SR, seven words
    EXPECT_EQ(number_at(report, 4, 4), kSsrc);
    EXPECT_EQ(number_at(report, 8, 4), 1'767'225'600U + 2'208'988'800U);
    EXPECT_EQ(number_at(report, 12, 4), 0x40000000U);  // a quarter
    EXPECT_EQ(number_at(report, 16, 4), packetizer.timestamp_at(5s));
    EXPECT_EQ(number_at(report, 20, 4), 4U);
    EXPECT_EQ(number_at(report, 24, 4), bytes);
    // One chunk with a CNAME, ended by a zero and filled up to whole words.
    EXPECT_EQ(number_at(report, 28, 2), 0x81caU);
    EXPECT_EQ((number_at(report, 30, 2) + 1) * 4, report.size() - 28);
    EXPECT_EQ(number_at(report, 32, 4), kSsrc);
    EXPECT_EQ(byte_at(report, 36), 1);
    const std::size_t length = byte_at(report, 37);
    ASSERT_LT(38 + length, report.size());
    EXPECT_GE(length, 16U);
    EXPECT_TRUE(std::all_of(report.begin() + 38 + static_cast<std::ptrdiff_t>(length), report.end(),
                            [](std::byte next) { return next == std::byte{0}; }));
}

}  // namespace
}  // namespace cordon::trusted::rtsp
