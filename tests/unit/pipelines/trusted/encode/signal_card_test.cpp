// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/signal_card.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "pipelines/trusted/encode/glyphs.hpp"
#include "tests/unit/pipelines/trusted/encode/scene.hpp"

namespace cordon::trusted::encode {
namespace {

std::uint8_t white_of(const Frame& frame) {
    return boundary::is_full_range(frame.geometry().colours()) ? 255 : 235;
}

int luma(const Frame& frame, std::uint32_t x, std::uint32_t y) {
    return frame.planes()[0][y * frame.geometry().luma_stride() + x];
}

// Reads the banner back: finds the text's first column and its scale, then compares glyphs.
std::string read_banner(const Frame& frame) {
    const auto& geometry = frame.geometry();
    const std::uint32_t middle = geometry.height() / 2;
    std::uint32_t top = geometry.height();
    std::uint32_t bottom = 0;
    std::uint32_t left = geometry.width();
    for (std::uint32_t y = 0; y < geometry.height(); ++y) {
        for (std::uint32_t x = 0; x < geometry.width(); ++x) {
            if (luma(frame, x, y) == white_of(frame)) {
                top = std::min(top, y);
                bottom = std::max(bottom, y);
                left = std::min(left, x);
            }
        }
    }
    EXPECT_LT(top, middle);
    EXPECT_GE(bottom, middle);
    const std::uint32_t scale = (bottom - top + 1) / kGlyphHeight;
    std::string text;
    for (std::uint32_t at = left; at + kGlyphWidth * scale <= geometry.width();
         at += (kGlyphWidth + 1) * scale) {
        Glyph seen{};
        for (std::uint32_t row = 0; row < kGlyphHeight; ++row) {
            for (std::uint32_t column = 0; column < kGlyphWidth; ++column) {
                const bool lit = luma(frame, at + column * scale + scale / 2,
                                      top + row * scale + scale / 2) == white_of(frame);
                seen[row] = static_cast<std::uint8_t>(seen[row] << 1U | (lit ? 1U : 0U));
            }
        }
        char found = ' ';
        for (const char character : std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-")) {
            found = glyph_of(character) == seen ? character : found;
        }
        text += found;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

Frame frame_of(std::uint32_t width, std::uint32_t height,
               boundary::Colours colours = boundary::Colours::kBt709) {
    Frame frame(boundary::FrameGeometry::create(width, height, colours).value());
    std::memset(frame.pixels().data(), 77, frame.pixels().size());
    return frame;
}

TEST(SignalCard, SaysNoSignalWhateverWasInTheFrame) {
    Frame card = frame_of(640, 360);
    draw_no_signal(card);
    EXPECT_EQ(read_banner(card), "NO SIGNAL");
    Frame again = frame_of(640, 360);
    std::memset(again.pixels().data(), 9, again.pixels().size());
    draw_no_signal(again);
    EXPECT_EQ(tests::luma_psnr(card, again), 100);
}

TEST(SignalCard, MarksAStalePictureWithTheTimeSinceWhen) {
    Frame card = frame_of(1280, 720);
    const std::chrono::sys_seconds since{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} +
                                         std::chrono::hours(7) + std::chrono::minutes(5) +
                                         std::chrono::seconds(59)};
    draw_stale(card, since);
    EXPECT_EQ(read_banner(card), "NO SIGNAL SINCE 07:05:59 UTC");
}

TEST(SignalCard, DarkensTheOldPictureAndTakesItsColour) {
    Frame card = frame_of(640, 360);
    std::memset(card.pixels().data(), 200, card.pixels().size());
    draw_stale(card, {});
    EXPECT_EQ(luma(card, 0, 0), 108);
    EXPECT_EQ(luma(card, 639, 359), 108);
    EXPECT_EQ(luma(card, 320, 160), 16);  // the banner
    EXPECT_EQ(card.planes()[1][0], 128);
    EXPECT_EQ(card.planes()[2][0], 128);
}

TEST(SignalCard, IsAsBlackAndAsWhiteAsThePinnedRangeHasIt) {
    Frame card = frame_of(640, 360, boundary::Colours::kBt601Full);
    draw_no_signal(card);
    EXPECT_EQ(read_banner(card), "NO SIGNAL") << "in white of full range";
    EXPECT_EQ(luma(card, 0, 180), 0) << "on black of full range";
    EXPECT_EQ(luma(card, 0, 0), 32);
    std::memset(card.pixels().data(), 200, card.pixels().size());
    draw_stale(card, {});
    EXPECT_EQ(read_banner(card), "NO SIGNAL SINCE 00:00:00 UTC");
    EXPECT_EQ(luma(card, 0, 0), 100);
    EXPECT_EQ(luma(card, 320, 160), 0);
    EXPECT_EQ(card.planes()[2][0], 128);
}

TEST(SignalCard, FitsEveryPictureSize) {
    for (const auto& [width, height] :
         {std::pair{16U, 16U}, {32U, 18U}, {176U, 144U}, {1920U, 16U}, {16U, 1080U}}) {
        Frame card = frame_of(width, height);
        draw_no_signal(card);
        draw_stale(card, {});  // AddressSanitizer watches the edges
        const auto pixels = card.pixels();
        EXPECT_NE(std::ranges::count(pixels, static_cast<std::byte>(white_of(card))), 0)
            << width << "x" << height;
    }
}

}  // namespace
}  // namespace cordon::trusted::encode
