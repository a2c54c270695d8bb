// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "coded_clip.hpp"

namespace cordon::untrusted::receive {

// The sending half of RFC 6184 and RFC 7798 (single units and fragments), with every header field in the
// test's hands.
class RtpPacketizer {
public:
    explicit RtpPacketizer(boundary::VideoCodec codec) : codec_(codec) {}

    std::uint16_t sequence = 1000;
    std::uint32_t timestamp = 90000;
    std::uint32_t source = 0x1234;
    std::uint8_t payload_type = 96;
    bool markers = true;

    // One access unit, marker on its last packet. Advances `sequence`, and `timestamp` by 1/25 s.
    std::vector<ByteString> packetize(const ByteString& access_unit);
    // All of it, with its start codes, in one packet, as some cameras do. Advances both likewise.
    ByteString packetize_whole(const ByteString& access_unit);

private:
    ByteString header(bool marker);
    void add_unit(const ByteString& unit, bool last, std::vector<ByteString>& packets);

    boundary::VideoCodec codec_;
};

}  // namespace cordon::untrusted::receive
