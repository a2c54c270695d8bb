// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/colour_converter.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

namespace cordon::untrusted::decode {
namespace {

struct Pixel {
    int y, u, v;
};

// One 2x2 block of one colour through the converter.
Pixel convert(const ColourConverter& converter, Pixel in) {
    std::array<std::uint8_t, 4> luma{};
    luma.fill(static_cast<std::uint8_t>(in.y));
    std::uint8_t u = static_cast<std::uint8_t>(in.u);
    std::uint8_t v = static_cast<std::uint8_t>(in.v);
    const ConstPicture source{.planes = {luma.data(), &u, &v}, .strides = {2, 1, 1}};
    const MutablePicture destination{.planes = {luma.data(), &u, &v}, .strides = {2, 1, 1}};
    converter.convert(source, destination, 2, 2);
    EXPECT_EQ(luma[0], luma[3]);
    return {luma[0], u, v};
}

void expect_near(Pixel got, Pixel wanted) {
    EXPECT_LE(std::abs(got.y - wanted.y), 1) << got.y << " for " << wanted.y;
    EXPECT_LE(std::abs(got.u - wanted.u), 1) << got.u << " for " << wanted.u;
    EXPECT_LE(std::abs(got.v - wanted.v), 1) << got.v << " for " << wanted.v;
}

TEST(ColourConverter, LeavesLimitedRangeBt709AndWhatSaysNothingAlone) {
    EXPECT_TRUE(ColourConverter(AVCOL_SPC_BT709, false).is_identity());
    EXPECT_TRUE(ColourConverter(AVCOL_SPC_UNSPECIFIED, false).is_identity());
    EXPECT_FALSE(ColourConverter(AVCOL_SPC_BT709, true).is_identity());
    EXPECT_FALSE(ColourConverter(AVCOL_SPC_SMPTE170M, false).is_identity());
}

TEST(ColourConverter, BringsFullRangeIntoLimitedRange) {
    const ColourConverter converter(AVCOL_SPC_BT709, true);
    expect_near(convert(converter, {0, 128, 128}), {16, 128, 128});
    expect_near(convert(converter, {255, 128, 128}), {235, 128, 128});
    expect_near(convert(converter, {128, 255, 0}), {126, 240, 16});
}

// The eight corners of 75 % colour bars, as ITU-R BT.601 and BT.709 give them in limited range.
TEST(ColourConverter, TurnsBt601ColourBarsIntoBt709ColourBars) {
    const ColourConverter converter(AVCOL_SPC_SMPTE170M, false);
    const std::array<std::pair<Pixel, Pixel>, 8> bars{{{{180, 128, 128}, {180, 128, 128}},
                                                       {{162, 44, 142}, {168, 44, 136}},
                                                       {{131, 156, 44}, {145, 147, 44}},
                                                       {{112, 72, 58}, {133, 63, 52}},
                                                       {{84, 184, 198}, {63, 193, 204}},
                                                       {{65, 100, 212}, {51, 109, 212}},
                                                       {{35, 212, 114}, {28, 212, 120}},
                                                       {{16, 128, 128}, {16, 128, 128}}}};
    for (const auto& [bt601, bt709] : bars) {
        expect_near(convert(converter, bt601), bt709);
    }
}

TEST(ColourConverter, ClampsWhatLeavesTheRange) {
    const ColourConverter converter(AVCOL_SPC_SMPTE170M, true);
    for (int y : {0, 255}) {
        for (int u : {0, 255}) {
            for (int v : {0, 255}) {
                const Pixel out = convert(converter, {y, u, v});
                EXPECT_TRUE(out.y >= 0 && out.y <= 255);
            }
        }
    }
}

}  // namespace
}  // namespace cordon::untrusted::decode
