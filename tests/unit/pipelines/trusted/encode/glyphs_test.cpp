// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/glyphs.hpp"

#include <set>
#include <string_view>

#include <gtest/gtest.h>

namespace cordon::trusted::encode {
namespace {

TEST(Glyphs, DifferForEveryCharacterAndFitTheirBox) {
    constexpr std::string_view kCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-";
    std::set<Glyph> seen;
    for (const char character : kCharacters) {
        const Glyph& glyph = glyph_of(character);
        EXPECT_TRUE(seen.insert(glyph).second) << character;
        for (const std::uint8_t row : glyph) {
            EXPECT_LT(row, 1U << kGlyphWidth) << character;
        }
    }
}

TEST(Glyphs, AreBlankForEverythingElse) {
    for (const char character : {' ', 'a', '\0', '\x7f', '\xff'}) {
        EXPECT_EQ(glyph_of(character), Glyph{});
    }
}

}  // namespace
}  // namespace cordon::trusted::encode
