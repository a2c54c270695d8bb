// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/codec_signs.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "pipelines/untrusted/receive/picture_scan.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;
using Bytes = std::span<const std::byte>;

std::uint8_t byte_at(Bytes bytes, std::size_t index) {
    return std::to_integer<std::uint8_t>(bytes[index]);
}

// ITU-T H.264 7.3.2.1: a profile there is, two reserved bits that are 0, and a level there is.
bool is_h264_sps(Bytes unit) {
    constexpr std::array<std::uint8_t, 10> kProfiles{66, 77, 88, 100, 110, 122, 244, 44, 118, 128};
    constexpr std::uint8_t kLowestLevel = 9;
    constexpr std::uint8_t kHighestLevel = 62;
    return unit.size() > 6 && (byte_at(unit, 0) & 0x9FU) == 7 && (byte_at(unit, 0) & 0x60U) != 0 &&
           std::ranges::find(kProfiles, byte_at(unit, 1)) != kProfiles.end() &&
           (byte_at(unit, 2) & 0x03U) == 0 && byte_at(unit, 3) >= kLowestLevel &&
           byte_at(unit, 3) <= kHighestLevel;
}

// ITU-T H.265 7.3.1.2, 7.3.2: the base layer's, of the lowest temporal layer; then the number 0, and in a VPS
// two bits that are set and 16 further on that are.
bool is_h265_parameter_set(Bytes unit) {
    constexpr std::uint8_t kVps = 32U << 1U;
    constexpr std::uint8_t kSps = 33U << 1U;
    if (unit.size() < 12 || byte_at(unit, 1) != 1) {
        return false;
    }
    if (byte_at(unit, 0) == kVps) {
        return (byte_at(unit, 2) & 0xFCU) == 0x0C && byte_at(unit, 4) == 0xFF && byte_at(unit, 5) == 0xFF;
    }
    return byte_at(unit, 0) == kSps && (byte_at(unit, 2) & 0xF0U) == 0;
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
    const bool h264 = (byte_at(payload, 0) & 0x1FU) == 24;
    const bool h265 = byte_at(payload, 0) == 48U << 1U && byte_at(payload, 1) == 1;
    const std::size_t header = h265 ? 2 : 1;
    if ((!h264 && !h265) || payload.size() < header + kSize) {
        return {};
    }
    const std::size_t size =
        static_cast<std::size_t>(byte_at(payload, header)) << 8U | byte_at(payload, header + 1);
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
    if (!shown && byte_at(payload, 0) == 0 && byte_at(payload, 1) == 0) {
        shown = codec_of(after_start_code(payload));
    }
    return shown != supposed ? shown : std::nullopt;
}

}  // namespace cordon::untrusted::receive
