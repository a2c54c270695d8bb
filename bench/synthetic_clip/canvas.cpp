// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "bench/synthetic_clip/font.hpp"

namespace cordon::bench {
namespace {

constexpr int kSubrows = 4;  // per row, for smooth edges

std::vector<Point> ellipse_corners(Point centre, double radius_x, double radius_y) {
    constexpr int kCorners = 24;
    std::vector<Point> corners;
    for (int i = 0; i < kCorners; ++i) {
        const double angle = 2 * std::numbers::pi * i / kCorners;
        corners.push_back({centre.x + radius_x * std::cos(angle), centre.y + radius_y * std::sin(angle)});
    }
    return corners;
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width), height_(height), coverage_(static_cast<std::size_t>(width)) {
    for (std::size_t i = 0; i < planes_.size(); ++i) {
        planes_[i].assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                          i == 0 ? 16 : 128);
    }
}

void Canvas::blend(int x, int y, const Colour& colour, double opacity) {
    const auto at =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    const std::array<double, 3> value{colour.y, colour.u, colour.v};
    for (std::size_t i = 0; i < planes_.size(); ++i) {
        const double old = planes_[i][at];
        planes_[i][at] =
            static_cast<std::uint8_t>(std::clamp(old + (value[i] - old) * opacity + 0.5, 0.0, 255.0));
    }
}

void Canvas::fill(std::span<const Point> corners, const Colour& colour, double opacity) {
    if (corners.size() < 3) {
        return;
    }
    const auto [top, bottom] = std::minmax_element(corners.begin(), corners.end(),
                                                   [](const Point& a, const Point& b) { return a.y < b.y; });
    const int first = static_cast<int>(std::clamp(std::floor(top->y), 0.0, double(height_)));
    const int last = static_cast<int>(std::clamp(std::ceil(bottom->y), 0.0, double(height_)));
    const auto [left, right] = std::minmax_element(corners.begin(), corners.end(),
                                                   [](const Point& a, const Point& b) { return a.x < b.x; });
    const int first_column = static_cast<int>(std::clamp(std::floor(left->x), 0.0, double(width_)));
    const int end_column = static_cast<int>(std::clamp(std::ceil(right->x), 0.0, double(width_)));
    std::vector<double> crossings;
    for (int row = first; row < last; ++row) {
        std::fill(coverage_.begin() + first_column, coverage_.begin() + end_column, 0.0F);
        for (int sub = 0; sub < kSubrows; ++sub) {
            const double y = row + (sub + 0.5) / kSubrows;
            crossings.clear();
            for (std::size_t i = 0; i < corners.size(); ++i) {
                const Point& a = corners[i];
                const Point& b = corners[(i + 1) % corners.size()];
                if ((a.y <= y) != (b.y <= y)) {
                    crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
                }
            }
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
                const double begin = std::clamp(crossings[i], 0.0, double(width_));
                const double end = std::clamp(crossings[i + 1], 0.0, double(width_));
                for (int x = static_cast<int>(begin); x < end; ++x) {
                    const double part = std::min(end, x + 1.0) - std::max(begin, double(x));
                    coverage_[static_cast<std::size_t>(x)] += static_cast<float>(part / kSubrows);
                }
            }
        }
        for (int x = first_column; x < end_column; ++x) {
            if (const float part = coverage_[static_cast<std::size_t>(x)]; part > 0) {
                blend(x, row, colour, std::min(1.0, double(part)) * opacity);
            }
        }
    }
}

void Canvas::stroke(Point from, Point to, double thickness, const Colour& colour, double opacity) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const double radius = thickness / 2;
    constexpr int kHalfCircle = 8;
    const double heading = length > 0 ? std::atan2(to.y - from.y, to.x - from.x) : 0;
    std::vector<Point> corners;
    for (int i = 0; i <= kHalfCircle; ++i) {
        const double angle = heading - std::numbers::pi / 2 + std::numbers::pi * i / kHalfCircle;
        corners.push_back({to.x + radius * std::cos(angle), to.y + radius * std::sin(angle)});
    }
    for (int i = 0; i <= kHalfCircle; ++i) {
        const double angle = heading + std::numbers::pi / 2 + std::numbers::pi * i / kHalfCircle;
        corners.push_back({from.x + radius * std::cos(angle), from.y + radius * std::sin(angle)});
    }
    fill(corners, colour, opacity);
}

void Canvas::ellipse(Point centre, double radius_x, double radius_y, const Colour& colour, double opacity) {
    fill(ellipse_corners(centre, radius_x, radius_y), colour, opacity);
}

void Canvas::glow(Point centre, double radius, const Colour& colour, double strength) {
    const int left = std::max(0, static_cast<int>(centre.x - radius));
    const int right = std::min(width_, static_cast<int>(centre.x + radius) + 1);
    const int top = std::max(0, static_cast<int>(centre.y - radius));
    const int bottom = std::min(height_, static_cast<int>(centre.y + radius) + 1);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            const double distance = std::hypot(x - centre.x, y - centre.y) / radius;
            if (distance < 1) {
                blend(x, y, colour, strength * (1 - distance) * (1 - distance));
            }
        }
    }
}

void Canvas::gradient(int first_row, int end_row, const Colour& top, const Colour& bottom) {
    for (int y = std::max(0, first_row); y < std::min(height_, end_row); ++y) {
        const double t = double(y - first_row) / (end_row - first_row);
        const Colour colour{top.y + (bottom.y - top.y) * t, top.u + (bottom.u - top.u) * t,
                            top.v + (bottom.v - top.v) * t};
        for (int x = 0; x < width_; ++x) {
            blend(x, y, colour, 1);
        }
    }
}

void Canvas::text(Point top_left, std::string_view line, double dot, const Colour& colour) {
    const auto draw = [&](double shift, const Colour& ink, double opacity) {
        double x = top_left.x + shift;
        for (const char character : line) {
            const Glyph glyph = glyph_of(character);
            for (std::size_t row = 0; row < glyph.size(); ++row) {
                for (int column = 0; column < kGlyphColumns; ++column) {
                    if ((glyph[row] >> (kGlyphColumns - 1 - column) & 1) != 0) {
                        const double left = x + column * dot;
                        const double top = top_left.y + shift + double(row) * dot;
                        const std::array<Point, 4> square{
                            {{left, top}, {left + dot, top}, {left + dot, top + dot}, {left, top + dot}}};
                        fill(square, ink, opacity);
                    }
                }
            }
            x += (kGlyphColumns + 1) * dot;
        }
    };
    draw(dot / 2, Colour::rgb(0, 0, 0), 0.8);
    draw(0, colour, 1);
}

}  // namespace cordon::bench
