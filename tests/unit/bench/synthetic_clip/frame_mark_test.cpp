// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/frame_mark.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

TEST(FrameMark, IsReadBackAsItWasDrawn) {
    for (const std::uint16_t number : std::initializer_list<std::uint16_t>{0, 1, 0x5A5A, 12345, 0xFFFF}) {
        Canvas canvas(640, 360);
        draw_frame_mark(canvas, number);
        EXPECT_EQ(read_frame_mark(canvas.plane(0), 640, 360), number);
    }
}

TEST(FrameMark, OutlivesBlurAndADarkerPicture) {
    Canvas canvas(1280, 720);
    draw_frame_mark(canvas, 4711);
    auto luma = canvas.plane(0);
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 2; i + 2 < luma.size(); ++i) {
            luma[i] = static_cast<std::uint8_t>(
                (luma[i - 2] + luma[i - 1] + luma[i] + luma[i + 1] + luma[i + 2]) / 5);
        }
    }
    std::transform(luma.begin(), luma.end(), luma.begin(),
                   [](std::uint8_t y) { return static_cast<std::uint8_t>(y / 2); });
    EXPECT_EQ(read_frame_mark(luma, 1280, 720), 4711);
}

TEST(FrameMark, IsNotSeenWhereThereIsNone) {
    const Canvas canvas(640, 360);
    EXPECT_EQ(read_frame_mark(canvas.plane(0), 640, 360), std::nullopt);
    EXPECT_EQ(read_frame_mark(canvas.plane(0).first(100), 640, 360), std::nullopt);
}

}  // namespace
}  // namespace cordon::bench
