// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/jpeg_payload.hpp"

#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::receive {
namespace {

using rtsp::read_u16;
using rtsp::read_u8;
using Bytes = std::span<const std::byte>;

constexpr std::size_t kMainHeader = 8;
constexpr std::size_t kRestartHeader = 4;
constexpr std::size_t kTableHeader = 4;
constexpr std::uint8_t kRestartMarkers = 0x40;
constexpr std::uint8_t kFirstWithTables = 128;  // Q

}  // namespace

std::optional<JpegPayload> parse_jpeg_payload(Bytes payload) {
    if (payload.size() < kMainHeader) {
        return std::nullopt;
    }
    JpegPayload parsed;
    parsed.type_specific = read_u8(payload, 0);
    parsed.offset = rtsp::read_u32(payload, 0) & 0xFFFFFFU;
    const std::uint8_t type = read_u8(payload, 4);
    parsed.quality = read_u8(payload, 5);
    parsed.width = read_u8(payload, 6) * 8U;
    parsed.height = read_u8(payload, 7) * 8U;
    parsed.data = payload.subspan(kMainHeader);
    const bool restarts = type >= kRestartMarkers && type < 2 * kRestartMarkers;
    parsed.type = restarts ? type - kRestartMarkers : type;
    if (restarts) {
        if (parsed.data.size() < kRestartHeader) {
            return std::nullopt;
        }
        parsed.restart_interval = read_u16(parsed.data, 0);
        parsed.data = parsed.data.subspan(kRestartHeader);
    }
    if (parsed.quality >= kFirstWithTables && parsed.offset == 0) {
        const std::size_t length = parsed.data.size() < kTableHeader ? SIZE_MAX : read_u16(parsed.data, 2);
        if (length > parsed.data.size() || length > parsed.data.size() - kTableHeader) {
            return std::nullopt;
        }
        parsed.precision = read_u8(parsed.data, 1);
        parsed.tables = parsed.data.subspan(kTableHeader, length);
        parsed.data = parsed.data.subspan(kTableHeader + length);
    }
    return parsed;
}

}  // namespace cordon::untrusted::receive
