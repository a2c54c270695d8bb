// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cordon::untrusted::receive::jpeg {

// Marker segments (ITU-T T.81, table B.1), each behind 0xFF.
inline constexpr std::uint8_t kBaselineFrame = 0xC0;  // the first of the frames'
inline constexpr std::uint8_t kHuffman = 0xC4;
inline constexpr std::uint8_t kArithmetic = 0xCC;
inline constexpr std::uint8_t kLastFrame = 0xCF;
inline constexpr std::uint8_t kStartOfImage = 0xD8;
inline constexpr std::uint8_t kScan = 0xDA;
inline constexpr std::uint8_t kQuantization = 0xDB;
inline constexpr std::uint8_t kRestartInterval = 0xDD;
inline constexpr std::uint8_t kApplication0 = 0xE0;

}  // namespace cordon::untrusted::receive::jpeg
