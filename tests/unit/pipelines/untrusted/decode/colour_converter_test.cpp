// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/colour_converter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

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

// By way of red, green and blue in floating point (ITU-T H.273, equations 22 to 30), for BT.601.
Pixel by_the_book(Pixel in, bool full_range) {
    const double y = full_range ? in.y / 255.0 : (in.y - 16) / 219.0;
    const double cb = (in.u - 128) / (full_range ? 255.0 : 224.0);
    const double cr = (in.v - 128) / (full_range ? 255.0 : 224.0);
    const double red = y + 1.402 * cr;
    const double blue = y + 1.772 * cb;
    const double green = (y - 0.299 * red - 0.114 * blue) / 0.587;
    const double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const auto byte = [](double value) { return static_cast<int>(std::clamp(std::lround(value), 0L, 255L)); };
    return {byte(16 + 219 * luma), byte(128 + 224 * (blue - luma) / 1.8556),
            byte(128 + 224 * (red - luma) / 1.5748)};
}

TEST(ColourConverter, ClampsWhatLeavesTheRange) {
    for (const bool full_range : {false, true}) {
        const ColourConverter converter(AVCOL_SPC_SMPTE170M, full_range);
        for (const int y : {0, 16, 128, 235, 255}) {
            for (const int u : {0, 16, 128, 240, 255}) {
                for (const int v : {0, 16, 128, 240, 255}) {
                    expect_near(convert(converter, {y, u, v}), by_the_book({y, u, v}, full_range));
                }
            }
        }
    }
}

// Wider than what is converted at a time, and no multiple of it; in place, as after scaling, and not.
TEST(ColourConverter, TreatsEveryPlaceOfAPictureAlike) {
    constexpr std::uint32_t kWidth = 1042;
    constexpr std::uint32_t kHeight = 4;
    for (const bool full_range : {false, true}) {
        const ColourConverter converter(AVCOL_SPC_SMPTE170M, full_range);
        std::uint32_t random = 1;
        std::array<std::vector<std::uint8_t>, 3> in{std::vector<std::uint8_t>(kWidth * kHeight),
                                                    std::vector<std::uint8_t>(kWidth * kHeight / 4),
                                                    std::vector<std::uint8_t>(kWidth * kHeight / 4)};
        for (auto& plane : in) {
            for (std::uint8_t& sample : plane) {
                random = random * 1664525U + 1013904223U;
                sample = static_cast<std::uint8_t>(random >> 24U);
            }
        }
        const auto before = in;
        auto out = in;
        const std::array<std::size_t, 3> strides{kWidth, kWidth / 2, kWidth / 2};
        const ConstPicture source{.planes = {in[0].data(), in[1].data(), in[2].data()}, .strides = strides};
        converter.convert(source,
                          {.planes = {out[0].data(), out[1].data(), out[2].data()}, .strides = strides},
                          kWidth, kHeight);
        converter.convert(source, {.planes = {in[0].data(), in[1].data(), in[2].data()}, .strides = strides},
                          kWidth, kHeight);
        EXPECT_EQ(in, out);
        for (std::uint32_t y = 0; y < kHeight; ++y) {
            for (std::uint32_t x = 0; x < kWidth; ++x) {
                const std::size_t colour = y / 2 * (kWidth / 2) + x / 2;
                const Pixel one =
                    convert(converter, {before[0][y * kWidth + x], before[1][colour], before[2][colour]});
                ASSERT_EQ(out[0][y * kWidth + x], one.y) << x << ',' << y;
                ASSERT_EQ(out[1][colour], one.u) << x << ',' << y;
                ASSERT_EQ(out[2][colour], one.v) << x << ',' << y;
            }
        }
    }
}

}  // namespace
}  // namespace cordon::untrusted::decode
