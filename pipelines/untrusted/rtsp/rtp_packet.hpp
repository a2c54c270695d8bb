// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace cordon::untrusted::rtsp {

// The fixed header of an RTP packet, and what follows it (RFC 3550 section 5.1).
struct RtpHeader {
    bool marker = false;
    std::uint8_t payload_type = 0;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t source = 0;  // SSRC
    // Borrowed from the packet, without header extension and padding; empty where the padding is no less.
    std::span<const std::byte> payload = {};
};

// The header of a plausible packet: version 2, and long enough for the sources and extension it announces.
// Its payload is not looked at.
std::optional<RtpHeader> parse_rtp_header(std::span<const std::byte> packet);

// Whether a packet is RTCP rather than RTP (RFC 5761 section 4): cameras mix up the channels.
[[nodiscard]] bool is_rtcp(std::span<const std::byte> packet);

// Big-endian numbers at `offset`, which the caller has checked.
[[nodiscard]] std::uint8_t read_u8(std::span<const std::byte> bytes, std::size_t offset);
[[nodiscard]] std::uint16_t read_u16(std::span<const std::byte> bytes, std::size_t offset);
[[nodiscard]] std::uint32_t read_u32(std::span<const std::byte> bytes, std::size_t offset);

}  // namespace cordon::untrusted::rtsp
