// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cordon::bench {

struct Point {
    double x = 0;
    double y = 0;
};

// A colour as the picture stores it: BT.709, limited range.
struct Colour {
    double y = 16;
    double u = 128;
    double v = 128;

    // From red, green and blue, each 0 to 255.
    static constexpr Colour rgb(double r, double g, double b) {
        const double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        return {16 + luma * 219 / 255, 128 + (b - luma) / 1.8556 * 224 / 255,
                128 + (r - luma) / 1.5748 * 224 / 255};
    }
    // Between black (0), this (1) and brighter.
    [[nodiscard]] constexpr Colour lit(double light) const {
        return {16 + (y - 16) * light, 128 + (u - 128) * light, 128 + (v - 128) * light};
    }
};

// A picture to draw on: Y, U and V in full resolution, smooth edges, painter's order. One thread.
class Canvas {
public:
    Canvas(int width, int height);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] std::span<std::uint8_t> plane(std::size_t index) { return planes_[index]; }
    [[nodiscard]] std::span<const std::uint8_t> plane(std::size_t index) const { return planes_[index]; }

    // Fills a polygon (even-odd); `opacity` 0 to 1.
    void fill(std::span<const Point> corners, const Colour& colour, double opacity = 1);
    // A line of that thickness with round ends.
    void stroke(Point from, Point to, double thickness, const Colour& colour, double opacity = 1);
    void ellipse(Point centre, double radius_x, double radius_y, const Colour& colour, double opacity = 1);
    // Lightens around a lamp, less with the distance.
    void glow(Point centre, double radius, const Colour& colour, double strength);
    // From `top` to `bottom` between two rows.
    void gradient(int first_row, int end_row, const Colour& top, const Colour& bottom);
    // Digits, capital letters and "-:./ " in cells of 6 by 8 dots of `dot` pixels, with a dark edge.
    void text(Point top_left, std::string_view line, double dot, const Colour& colour);

private:
    void blend(int x, int y, const Colour& colour, double opacity);

    int width_;
    int height_;
    std::array<std::vector<std::uint8_t>, 3> planes_;
    std::vector<float> coverage_;
};

}  // namespace cordon::bench
