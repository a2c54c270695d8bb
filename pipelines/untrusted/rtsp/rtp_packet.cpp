// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

#include <algorithm>

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kFixedHeader = 12;
constexpr std::size_t kExtensionHeader = 4;

// The last byte of padding says how much there is, itself included.
std::span<const std::byte> without_padding(std::span<const std::byte> packet,
                                           std::span<const std::byte> payload) {
    const bool padded = (read_u8(packet, 0) & 0x20U) != 0;
    if (!padded || payload.empty()) {
        return payload;
    }
    return payload.first(payload.size() -
                         std::min<std::size_t>(payload.size(), read_u8(payload, payload.size() - 1)));
}

}  // namespace

std::uint8_t read_u8(std::span<const std::byte> bytes, std::size_t offset) {
    return std::to_integer<std::uint8_t>(bytes[offset]);
}

std::uint16_t read_u16(std::span<const std::byte> bytes, std::size_t offset) {
    return static_cast<std::uint16_t>(read_u8(bytes, offset) << 8U | read_u8(bytes, offset + 1));
}

std::uint32_t read_u32(std::span<const std::byte> bytes, std::size_t offset) {
    return std::uint32_t{read_u16(bytes, offset)} << 16U | read_u16(bytes, offset + 2);
}

std::optional<RtpHeader> parse_rtp_header(std::span<const std::byte> packet) {
    if (packet.size() < kFixedHeader || read_u8(packet, 0) >> 6U != 2) {
        return std::nullopt;
    }
    std::size_t size = kFixedHeader + 4 * std::size_t{read_u8(packet, 0) & 15U};
    const bool extended = (read_u8(packet, 0) & 0x10U) != 0;
    if (extended && packet.size() >= size + kExtensionHeader) {
        size += 4 * std::size_t{read_u16(packet, size + 2)};
    }
    size += extended ? kExtensionHeader : 0;
    if (packet.size() < size) {
        return std::nullopt;
    }
    return RtpHeader{.marker = (read_u8(packet, 1) & 0x80U) != 0,
                     .payload_type = static_cast<std::uint8_t>(read_u8(packet, 1) & 0x7FU),
                     .sequence = read_u16(packet, 2),
                     .timestamp = read_u32(packet, 4),
                     .source = read_u32(packet, 8),
                     .payload = without_padding(packet, packet.subspan(size))};
}

bool is_rtcp(std::span<const std::byte> packet) {
    return packet.size() >= 4 && read_u8(packet, 0) >> 6U == 2 && read_u8(packet, 1) >= 200 &&
           read_u8(packet, 1) <= 207;
}

}  // namespace cordon::untrusted::rtsp
