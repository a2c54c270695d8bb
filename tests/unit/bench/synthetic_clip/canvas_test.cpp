// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/canvas.hpp"

#include <numeric>

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

int luma_at(const Canvas& canvas, int x, int y) {
    return canvas.plane(0)[static_cast<std::size_t>(y * canvas.width() + x)];
}

TEST(Canvas, CoversAPixelAsMuchAsTheShapeDoes) {
    Canvas canvas(8, 8);
    const std::array<Point, 4> corners{{{2, 2}, {4.5, 2}, {4.5, 6}, {2, 6}}};
    canvas.fill(corners, Colour{216, 128, 128});
    EXPECT_EQ(luma_at(canvas, 3, 3), 216);
    EXPECT_NEAR(luma_at(canvas, 4, 3), 116, 1);
    EXPECT_EQ(luma_at(canvas, 5, 3), 16);
    EXPECT_EQ(luma_at(canvas, 3, 6), 16);
}

TEST(Canvas, DrawsOnlyWhatLiesInThePicture) {
    Canvas canvas(8, 8);
    canvas.ellipse({-3, 4}, 6, 3, Colour::rgb(255, 255, 255));
    canvas.stroke({4, -20}, {4, 40}, 2, Colour::rgb(255, 255, 255));
    canvas.glow({20, 20}, 5, Colour::rgb(255, 255, 255), 1);
    EXPECT_GT(luma_at(canvas, 1, 4), 200);
    EXPECT_GT(luma_at(canvas, 4, 0), 200);
    EXPECT_EQ(luma_at(canvas, 7, 7), 16);
}

TEST(Canvas, WritesDigitsThatDiffer) {
    Canvas eight(20, 20);
    Canvas one(20, 20);
    eight.text({2, 2}, "8", 2, Colour::rgb(255, 255, 255));
    one.text({2, 2}, "1", 2, Colour::rgb(255, 255, 255));
    const auto ink = [](const Canvas& canvas) {
        return std::accumulate(canvas.plane(0).begin(), canvas.plane(0).end(), 0);
    };
    EXPECT_GT(ink(eight), ink(one));
}

}  // namespace
}  // namespace cordon::bench
