// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace cordon::bench {

inline constexpr int kGlyphColumns = 5;

// Seven rows of five dots; the leftmost dot is the highest of the five bits.
using Glyph = std::array<std::uint8_t, 7>;

// Digits, capital letters and "-:./"; blank for everything else.
Glyph glyph_of(char character);

}  // namespace cordon::bench
