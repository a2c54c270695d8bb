// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/codec_signs.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;
using rtsp::read_u16;
using rtsp::read_u8;
using Bytes = std::span<const std::byte>;

// ITU-T H.264 7.3.2.1: a profile there is, two reserved bits that are 0, and a level there is.
bool is_h264_sps(Bytes unit) {
    constexpr std::array<std::uint8_t, 10> kProfiles{66, 77, 88, 100, 110, 122, 244, 44, 118, 128};
    constexpr std::uint8_t kLowestLevel = 9;
    constexpr std::uint8_t kHighestLevel = 62;
    return unit.size() > 6 && (read_u8(unit, 0) & 0x9FU) == 7 && (read_u8(unit, 0) & 0x60U) != 0 &&
           std::ranges::find(kProfiles, read_u8(unit, 1)) != kProfiles.end() &&
           (read_u8(unit, 2) & 0x03U) == 0 && read_u8(unit, 3) >= kLowestLevel &&
           read_u8(unit, 3) <= kHighestLevel;
}

// ITU-T H.265 7.3.1.2, 7.3.2: the base layer's, of the lowest temporal layer; then the number 0, and in a VPS
// two bits that are set and 16 further on that are.
bool is_h265_parameter_set(Bytes unit) {
    constexpr std::uint8_t kVps = 32U << 1U;
    constexpr std::uint8_t kSps = 33U << 1U;
    if (unit.size() < 12 || read_u8(unit, 1) != 1) {
        return false;
    }
    if (read_u8(unit, 0) == kVps) {
        return (read_u8(unit, 2) & 0xFCU) == 0x0C && read_u8(unit, 4) == 0xFF && read_u8(unit, 5) == 0xFF;
    }
    return read_u8(unit, 0) == kSps && (read_u8(unit, 2) & 0xF0U) == 0;
}

std::optional<VideoCodec> codec_of(Bytes unit) {
    if (is_h265_parameter_set(unit)) {
        return VideoCodec::kH265;
    }
    return is_h264_sps(unit) ? std::optional(VideoCodec::kH264) : std::nullopt;
}

// The first unit of an aggregate (RFC 6184 5.7.1, RFC 7798 4.4.2).
Bytes first_aggregated(Bytes payload) {
    constexpr std::size_t kSize = 2;
    const bool h264 = (read_u8(payload, 0) & 0x1FU) == 24;
    const bool h265 = read_u8(payload, 0) == 48U << 1U && read_u8(payload, 1) == 1;
    const std::size_t header = h265 ? 2 : 1;
    if ((!h264 && !h265) || payload.size() < header + kSize) {
        return {};
    }
    const std::size_t size = read_u16(payload, header);
    const Bytes rest = payload.subspan(header + kSize);
    return rest.first(std::min(size, rest.size()));
}

}  // namespace

std::optional<VideoCodec> codec_shown(Bytes payload, VideoCodec supposed) {
    constexpr std::size_t kLeast = 8;
    const bool nal_units = supposed == VideoCodec::kH264 || supposed == VideoCodec::kH265;
    if (payload.size() < kLeast || !nal_units) {
        return std::nullopt;
    }
    std::optional<VideoCodec> shown = codec_of(payload);
    if (!shown) {
        shown = codec_of(first_aggregated(payload));
    }
    if (!shown && read_u8(payload, 0) == 0 && read_u8(payload, 1) == 0) {
        shown = codec_of(after_start_code(payload));
    }
    return shown != supposed ? shown : std::nullopt;
}

}  // namespace cordon::untrusted::receive
