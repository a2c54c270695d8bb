// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/colour_converter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
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

using boundary::Colours;
constexpr std::array kAll{Colours::kBt709, Colours::kBt601, Colours::kBt709Full, Colours::kBt601Full};

ColourConverter converter_between(Colours source, Colours pinned) {
    return {boundary::is_bt601(source) ? AVCOL_SPC_SMPTE170M : AVCOL_SPC_BT709,
            boundary::is_full_range(source), pinned};
}

TEST(ColourConverter, LeavesWhatHasThePinnedColoursAlone) {
    for (const Colours source : kAll) {
        for (const Colours pinned : kAll) {
            EXPECT_EQ(converter_between(source, pinned).is_identity(), source == pinned)
                << boundary::name_of(source) << " to " << boundary::name_of(pinned);
        }
    }
    EXPECT_TRUE(ColourConverter(AVCOL_SPC_BT470BG, true, Colours::kBt601Full).is_identity());
}

TEST(ColourConverter, TakesWhatSaysNothingForBt709) {
    EXPECT_TRUE(ColourConverter(AVCOL_SPC_UNSPECIFIED, false, Colours::kBt709).is_identity());
    EXPECT_TRUE(ColourConverter(AVCOL_SPC_UNSPECIFIED, true, Colours::kBt709Full).is_identity());
    EXPECT_FALSE(ColourConverter(AVCOL_SPC_UNSPECIFIED, false, Colours::kBt601).is_identity());
}

TEST(ColourConverter, PinsWhatItCanLeaveAloneAndBt709ForTheRest) {
    for (const bool full_range : {false, true}) {
        const auto pinned = [&](AVColorSpace matrix) {
            return ColourConverter::colours_to_pin(matrix, full_range);
        };
        const Colours bt709 = full_range ? Colours::kBt709Full : Colours::kBt709;
        const Colours bt601 = full_range ? Colours::kBt601Full : Colours::kBt601;
        EXPECT_EQ(pinned(AVCOL_SPC_BT709), bt709);
        EXPECT_EQ(pinned(AVCOL_SPC_UNSPECIFIED), bt709);
        EXPECT_EQ(pinned(AVCOL_SPC_BT470BG), bt601);
        EXPECT_EQ(pinned(AVCOL_SPC_SMPTE170M), bt601);
        for (const AVColorSpace other : {AVCOL_SPC_FCC, AVCOL_SPC_SMPTE240M, AVCOL_SPC_BT2020_NCL}) {
            EXPECT_EQ(pinned(other), bt709);
            EXPECT_FALSE(ColourConverter(other, full_range, bt709).is_identity()) << "and converts it";
        }
    }
}

TEST(ColourConverter, BringsFullRangeIntoLimitedRangeAndBack) {
    const ColourConverter converter = converter_between(Colours::kBt709Full, Colours::kBt709);
    expect_near(convert(converter, {0, 128, 128}), {16, 128, 128});
    expect_near(convert(converter, {255, 128, 128}), {235, 128, 128});
    expect_near(convert(converter, {128, 255, 0}), {126, 240, 16});
    const ColourConverter back = converter_between(Colours::kBt709, Colours::kBt709Full);
    expect_near(convert(back, {16, 128, 128}), {0, 128, 128});
    expect_near(convert(back, {235, 128, 128}), {255, 128, 128});
    expect_near(convert(back, {126, 240, 16}), {128, 255, 0});
}

// The eight corners of 75 % colour bars, as ITU-R BT.601 and BT.709 give them in limited range.
TEST(ColourConverter, TurnsBt601ColourBarsIntoBt709ColourBars) {
    const ColourConverter converter = converter_between(Colours::kBt601, Colours::kBt709);
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

// By way of red, green and blue in floating point (ITU-T H.273, equations 22 to 30 and table 4), written
// anew: the product's own figures are what is tried.
Pixel by_the_book(Pixel in, Colours source, Colours pinned) {
    struct Matrix {
        double red, blue;
    };
    const auto matrix_of = [](Colours colours) {
        return colours == Colours::kBt601 || colours == Colours::kBt601Full ? Matrix{0.299, 0.114}
                                                                            : Matrix{0.2126, 0.0722};
    };
    const auto is_full = [](Colours colours) {
        return colours == Colours::kBt709Full || colours == Colours::kBt601Full;
    };
    const Matrix from = matrix_of(source);
    const double y = is_full(source) ? in.y / 255.0 : (in.y - 16) / 219.0;
    const double cb = (in.u - 128) / (is_full(source) ? 255.0 : 224.0);
    const double cr = (in.v - 128) / (is_full(source) ? 255.0 : 224.0);
    const double red = y + 2 * (1 - from.red) * cr;
    const double blue = y + 2 * (1 - from.blue) * cb;
    const double green = (y - from.red * red - from.blue * blue) / (1 - from.red - from.blue);
    const Matrix to = matrix_of(pinned);
    const double luma = to.red * red + (1 - to.red - to.blue) * green + to.blue * blue;
    const auto byte = [](double value) { return static_cast<int>(std::clamp(std::lround(value), 0L, 255L)); };
    const double colour = is_full(pinned) ? 255 : 224;
    return {byte(is_full(pinned) ? 255 * luma : 16 + 219 * luma),
            byte(128 + colour * (blue - luma) / (2 - 2 * to.blue)),
            byte(128 + colour * (red - luma) / (2 - 2 * to.red))};
}

TEST(ColourConverter, ComesWithinALevelOfTheBookBetweenAllPairs) {
    for (const Colours source : kAll) {
        for (const Colours pinned : kAll) {
            SCOPED_TRACE(std::string(boundary::name_of(source)) + " to " +
                         std::string(boundary::name_of(pinned)));
            const ColourConverter converter = converter_between(source, pinned);
            for (int y = 0; y <= 255; y += 15) {
                for (int u = 0; u <= 255; u += 15) {
                    for (int v = 0; v <= 255; v += 15) {
                        expect_near(convert(converter, {y, u, v}), by_the_book({y, u, v}, source, pinned));
                    }
                }
            }
        }
    }
}

// Wider than what is converted at a time, and no multiple of it; in place, as after scaling, and not.
TEST(ColourConverter, TreatsEveryPlaceOfAPictureAlike) {
    constexpr std::uint32_t kWidth = 1042;
    constexpr std::uint32_t kHeight = 4;
    for (const auto& [from, to] :
         {std::pair{Colours::kBt601, Colours::kBt709}, std::pair{Colours::kBt601Full, Colours::kBt709},
          std::pair{Colours::kBt709, Colours::kBt601Full}}) {
        const ColourConverter converter = converter_between(from, to);
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
