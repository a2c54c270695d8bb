// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/signal_card.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "pipelines/trusted/encode/glyphs.hpp"

namespace cordon::trusted::encode {
namespace {

constexpr std::uint8_t kAboveBlack = 32;  // the background
constexpr std::uint8_t kNoColour = 128;
constexpr std::uint32_t kGlyphAdvance = kGlyphWidth + 1;

struct Rectangle {
    std::uint32_t left;
    std::uint32_t top;
    std::uint32_t width;
    std::uint32_t height;
};

boundary::SampleRange range_of(const Frame& card) {
    return boundary::sample_range(card.geometry().colours());
}

void fill_luma(Frame& card, Rectangle area, std::uint8_t value) {
    const std::size_t stride = card.geometry().luma_stride();
    for (std::uint32_t row = area.top; row < area.top + area.height; ++row) {
        std::memset(card.planes()[0] + row * stride + area.left, value, area.width);
    }
}

void remove_colour(Frame& card) {
    const auto pixels = card.pixels().subspan(card.geometry().u_offset());
    std::memset(pixels.data(), kNoColour, pixels.size());
}

void draw_glyph(Frame& card, const Glyph& glyph, std::uint32_t left, std::uint32_t top, std::uint32_t scale) {
    for (std::uint32_t row = 0; row < kGlyphHeight; ++row) {
        for (std::uint32_t column = 0; column < kGlyphWidth; ++column) {
            if ((glyph[row] >> (kGlyphWidth - 1 - column) & 1U) != 0) {
                fill_luma(card, {left + column * scale, top + row * scale, scale, scale},
                          range_of(card).white);
            }
        }
    }
}

// A black band over the whole width with `text` in its middle, as large as four fifths of the width allow.
// What a tiny picture has no room for is left out.
void draw_banner(Frame& card, std::string_view text) {
    const auto& geometry = card.geometry();
    const auto room = geometry.width() / kGlyphAdvance;
    text = text.substr(0, room);
    const auto columns = static_cast<std::uint32_t>(text.size()) * kGlyphAdvance;
    const std::uint32_t widest = geometry.width() * 4 / 5 / columns;
    const std::uint32_t tallest = geometry.height() / (2 * kGlyphHeight);
    const std::uint32_t scale = std::max<std::uint32_t>(std::min(widest, tallest), 1);
    const std::uint32_t text_height = kGlyphHeight * scale;
    const std::uint32_t band_height = std::min(text_height * 2, geometry.height());
    fill_luma(card, {0, (geometry.height() - band_height) / 2, geometry.width(), band_height},
              range_of(card).black);
    std::uint32_t left = (geometry.width() - columns * scale) / 2;
    const std::uint32_t top = (geometry.height() - text_height) / 2;
    for (const char character : text) {
        draw_glyph(card, glyph_of(character), left, top, scale);
        left += kGlyphAdvance * scale;
    }
}

}  // namespace

void draw_no_signal(Frame& card) {
    const auto& geometry = card.geometry();
    const auto background = static_cast<std::uint8_t>(range_of(card).black + kAboveBlack);
    fill_luma(card, {0, 0, geometry.width(), geometry.height()}, background);
    remove_colour(card);
    draw_banner(card, "NO SIGNAL");
}

void draw_stale(Frame& picture, std::chrono::sys_seconds since) {
    const std::span luma(picture.planes()[0], picture.geometry().u_offset());
    std::ranges::transform(luma, luma.begin(), [black = range_of(picture).black](std::uint8_t value) {
        return static_cast<std::uint8_t>(value / 2 + black / 2);
    });
    remove_colour(picture);
    const std::chrono::hh_mm_ss time(since - std::chrono::floor<std::chrono::days>(since));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "NO SIGNAL SINCE %02d:%02d:%02d UTC",
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    draw_banner(picture, text.data());
}

}  // namespace cordon::trusted::encode
