// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace cordon::trusted::encode {

inline constexpr std::uint32_t kGlyphWidth = 5;
inline constexpr std::uint32_t kGlyphHeight = 7;

// One character as rows from the top, the leftmost of five pixels in bit 4.
using Glyph = std::array<std::uint8_t, kGlyphHeight>;

// A to Z, 0 to 9, colon and hyphen; blank for all else.
[[nodiscard]] const Glyph& glyph_of(char character);

}  // namespace cordon::trusted::encode
