// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cordon::trusted::stream {

inline constexpr std::uint32_t kFmp4Timescale = 90000;
inline constexpr std::uint32_t kFmp4TrackId = 1;

// What a player needs before any fragment: ftyp and moov (ISO/IEC 14496-12) with one avc1 track (-15).
struct Fmp4Init {
    std::string mime_type;  // video/mp4; codecs="avc1.PPCCLL" (RFC 6381)
    std::vector<std::byte> bytes;
};
using Fmp4InitPtr = std::shared_ptr<const Fmp4Init>;

// For pictures of this size in pixels; the parameter sets are NAL units without start codes, the SPS at least
// four bytes long.
[[nodiscard]] Fmp4InitPtr make_fmp4_init(std::uint32_t width, std::uint32_t height,
                                         std::span<const std::byte> sps, std::span<const std::byte> pps);

}  // namespace cordon::trusted::stream
