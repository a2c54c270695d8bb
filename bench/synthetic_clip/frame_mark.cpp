// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/frame_mark.hpp"

namespace cordon::bench {
namespace {

constexpr int kBits = 16;
constexpr int kSquaresInHeight = 45;

struct MarkPlace {
    int square;
    int left;
    int top;
};

MarkPlace place_in(int height) {
    const int square = height / kSquaresInHeight;
    return {square, square, height - 3 * square};
}

}  // namespace

void draw_frame_mark(Canvas& canvas, std::uint16_t number) {
    const auto [square, left, top] = place_in(canvas.height());
    for (int row = 0; row < 2; ++row) {
        for (int bit = 0; bit < kBits; ++bit) {
            const bool one = (number >> (kBits - 1 - bit) & 1) != row;
            const double x = left + bit * square;
            const double y = top + row * square;
            const std::array<Point, 4> corners{
                {{x, y}, {x + square, y}, {x + square, y + square}, {x, y + square}}};
            canvas.fill(corners, one ? Colour::rgb(235, 235, 235) : Colour::rgb(15, 15, 15));
        }
    }
}

std::optional<std::uint16_t> read_frame_mark(std::span<const std::uint8_t> luma, int width, int height) {
    constexpr int kLeastContrast = 60;
    const MarkPlace place = place_in(height);
    if (place.square < 2 || place.left + kBits * place.square > width ||
        luma.size() < static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return std::nullopt;
    }
    const auto luma_at = [&](int bit, int row) {
        const int x = place.left + bit * place.square + place.square / 2;
        const int y = place.top + row * place.square + place.square / 2;
        return int{luma[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                        static_cast<std::size_t>(x)]};
    };
    unsigned number = 0;
    for (int bit = 0; bit < kBits; ++bit) {
        const int difference = luma_at(bit, 0) - luma_at(bit, 1);
        if (difference > -kLeastContrast && difference < kLeastContrast) {
            return std::nullopt;
        }
        number = number << 1U | (difference > 0 ? 1U : 0U);
    }
    return static_cast<std::uint16_t>(number);
}

}  // namespace cordon::bench
