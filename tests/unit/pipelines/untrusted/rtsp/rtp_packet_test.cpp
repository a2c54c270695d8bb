// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

std::optional<RtpHeader> parse(const std::string& bytes) {
    return parse_rtp_header(std::as_bytes(std::span(bytes)));
}

const std::string kHeader("\x80\xe0\x12\x34\x00\x00\x00\x02\x00\x00\x00\x07", 12);

TEST(RtspRtpPacket, ReadsTheFixedHeader) {
    const auto header = parse(kHeader + "payload");
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->payload_type, 96);
    EXPECT_EQ(header->sequence, 0x1234);
    EXPECT_EQ(header->timestamp, 2U);
    EXPECT_EQ(header->source, 7U);
}

TEST(RtspRtpPacket, RefusesWhatIsTooShortOrNotVersionTwo) {
    EXPECT_FALSE(parse("").has_value());
    EXPECT_FALSE(parse(kHeader.substr(0, 11)).has_value());
    EXPECT_FALSE(parse("\x40" + kHeader.substr(1)).has_value());
}

TEST(RtspRtpPacket, RefusesSourcesAndExtensionsThatAreNotThere) {
    EXPECT_FALSE(parse("\x82" + kHeader.substr(1) + "1234567").has_value());
    EXPECT_TRUE(parse("\x82" + kHeader.substr(1) + "12345678").has_value());
    const auto extended = "\x90" + kHeader.substr(1);
    EXPECT_FALSE(parse(extended + std::string("\xbe\xde\x00", 3)).has_value());
    EXPECT_FALSE(parse(extended + std::string("\xbe\xde\x00\x01", 4)).has_value());
    EXPECT_TRUE(parse(extended + std::string("\xbe\xde\x00\x01", 4) + "1234").has_value());
}

TEST(RtspRtpPacket, TellsRtcpFromRtp) {
    EXPECT_FALSE(is_rtcp(std::as_bytes(std::span(kHeader))));
    const std::string report("\x80\xc8\x00\x06", 4);
    EXPECT_TRUE(is_rtcp(std::as_bytes(std::span(report))));
    EXPECT_FALSE(is_rtcp({}));
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
