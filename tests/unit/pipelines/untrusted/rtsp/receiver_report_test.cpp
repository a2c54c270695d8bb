// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/receiver_report.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using namespace std::chrono_literals;

constexpr base::MonotonicTime at(std::chrono::nanoseconds time) {
    return base::MonotonicTime(time);
}

RtpHeader packet(std::uint16_t sequence, std::uint32_t timestamp, std::uint32_t source = 7) {
    RtpHeader header;
    header.sequence = sequence;
    header.timestamp = timestamp;
    header.source = source;
    return header;
}

class RtspReceiverReport : public testing::Test {
protected:
    void receive(std::uint16_t sequence, std::uint32_t source = 7) {
        report.on_rtp(packet(sequence, 0, source), at(0s));
    }
    void receive_range(std::uint32_t first, std::uint32_t last) {
        for (auto sequence = first; sequence <= last; ++sequence) {
            receive(static_cast<std::uint16_t>(sequence));
        }
    }
    std::uint32_t word(const std::vector<std::byte>& packet, std::size_t index) {
        return read_u32(packet, index * 4);
    }

    ReceiverReport report{0x01020304, "someone", 90000};
};

TEST_F(RtspReceiverReport, ReportsOnNobodyBeforeAPacketCame) {
    const auto built = report.build(at(1s));
    EXPECT_EQ(word(built, 0), 0x80c90001U);
    EXPECT_EQ(word(built, 1), 0x01020304U);
    EXPECT_EQ(word(built, 2), 0x81ca0004U);
    EXPECT_EQ(word(built, 3), 0x01020304U);
    EXPECT_EQ(built.size(), 8U + 20U);
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(built.data()) + 16, 12),
              std::string("\x01\x07someone\0\0\0", 12));
}

TEST_F(RtspReceiverReport, CountsWhatIsMissing) {
    receive_range(100, 109);
    receive_range(120, 129);
    const auto built = report.build(at(1s));
    EXPECT_EQ(word(built, 0), 0x81c90007U);
    EXPECT_EQ(word(built, 2), 7U);
    EXPECT_EQ(word(built, 3), (10U * 256 / 30) << 24U | 10U);
    EXPECT_EQ(word(built, 4), 129U);
    EXPECT_EQ(report.lost_packets(), 10U);
    receive_range(130, 139);
    EXPECT_EQ(word(report.build(at(2s)), 3), 10U);
}

TEST_F(RtspReceiverReport, CountsLatePacketsAsReceivedAndSurvivesDuplicates) {
    for (const std::uint16_t sequence :
         {std::uint16_t{1}, std::uint16_t{3}, std::uint16_t{2}, std::uint16_t{3}}) {
        receive(sequence);
    }
    EXPECT_EQ(report.lost_packets(), 0U);
    EXPECT_EQ(word(report.build(at(1s)), 3), 0U);
}

TEST_F(RtspReceiverReport, ExtendsTheSequenceNumberWhereItWraps) {
    receive_range(65530, 65545);
    EXPECT_EQ(word(report.build(at(1s)), 4), 65545U);
    EXPECT_EQ(report.lost_packets(), 0U);
}

TEST_F(RtspReceiverReport, StartsAnewWhenTheSequenceNumberLeaps) {
    receive_range(1, 10);
    receive_range(30000, 30009);
    EXPECT_EQ(report.lost_packets(), 0U);
    EXPECT_EQ(word(report.build(at(1s)), 4), 30009U);
}

TEST_F(RtspReceiverReport, StartsAnewWithAnotherSourceAndKeepsTheTotal) {
    receive(1);
    receive(5);
    receive(900, 8);
    const auto built = report.build(at(1s));
    EXPECT_EQ(word(built, 2), 8U);
    EXPECT_EQ(word(built, 3), 0U);
    EXPECT_EQ(report.lost_packets(), 3U);
}

TEST_F(RtspReceiverReport, MeasuresJitter) {
    report.on_rtp(packet(1, 0), at(0ms));
    report.on_rtp(packet(2, 9000), at(100ms));
    EXPECT_EQ(word(report.build(at(1s)), 5), 0U);
    report.on_rtp(packet(3, 18000), at(216ms));
    EXPECT_EQ(word(report.build(at(1s)), 5), 16U * 90 / 16);
}

TEST_F(RtspReceiverReport, SaysWhichSenderReportCameLastAndHowLongAgo) {
    receive(1);
    const std::string sender_report(
        "\x80\xc8\x00\x06\x00\x00\x00\x07\x11\x22\x33\x44\x55\x66\x77\x88\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00",
        28);
    report.on_rtcp(std::as_bytes(std::span(sender_report)), at(1s));
    const auto built = report.build(at(2500ms));
    EXPECT_EQ(word(built, 6), 0x33445566U);
    EXPECT_EQ(word(built, 7), 65536U * 3 / 2);
}

TEST_F(RtspReceiverReport, IgnoresRtcpThatIsCutShort) {
    receive(1);
    const std::string lying("\x80\xc8\xff\xff\x00\x00\x00\x07", 8);
    const std::string tiny("\x80\xc8\x00\x00", 4);
    report.on_rtcp(std::as_bytes(std::span(lying)), at(1s));
    report.on_rtcp(std::as_bytes(std::span(tiny)), at(1s));
    EXPECT_EQ(word(report.build(at(2s)), 6), 0U);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
