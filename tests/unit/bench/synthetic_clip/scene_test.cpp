// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/scene.hpp"

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "bench/synthetic_clip/frame_mark.hpp"

namespace cordon::bench {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 180;

// The share of pixels that differ by more than noise does.
double changed(const std::vector<std::uint8_t>& a, std::span<const std::uint8_t> b) {
    constexpr int kNoise = 20;
    int count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        count += std::abs(a[i] - b[i]) > kNoise ? 1 : 0;
    }
    return double(count) / double(a.size());
}

std::vector<std::uint8_t> luma_of(const Canvas& canvas) {
    return {canvas.plane(0).begin(), canvas.plane(0).end()};
}

TEST(Scene, MovesFiguresOverASceneThatStandsStill) {
    for (int seed = 0; seed < kSceneries; ++seed) {
        Scene scene(seed, kWidth, kHeight, 25, 300);
        const auto first = luma_of(scene.draw(0));
        const double later = changed(first, scene.draw(50).plane(0));
        EXPECT_GT(later, 0.005) << seed;
        EXPECT_LT(later, 0.3) << seed;
    }
}

TEST(Scene, LeadsFromItsLastPictureToItsFirst) {
    Scene scene(0, kWidth, kHeight, 25, 300);
    const auto last = luma_of(scene.draw(299));
    const double seam = changed(last, scene.draw(0).plane(0));
    const auto before = luma_of(scene.draw(150));
    const double step = changed(before, scene.draw(151).plane(0));
    EXPECT_LT(seam, 2 * step + 0.01);
}

TEST(Scene, IsTheSameForTheSameSeedAndAnotherForAnother) {
    Scene first(2, kWidth, kHeight, 25, 300);
    Scene second(2, kWidth, kHeight, 25, 300);
    Scene other(6, kWidth, kHeight, 25, 300);
    const auto picture = luma_of(first.draw(17));
    EXPECT_EQ(picture, luma_of(second.draw(17)));
    EXPECT_NE(picture, luma_of(other.draw(17)));
}

TEST(Scene, StandsStillButForItsClockAfterATenthWhereItIsToBeStill) {
    Scene scene(0, kWidth, kHeight, 25, 300, Life::kStill);
    EXPECT_NE(luma_of(scene.draw(5)), luma_of(scene.draw(6)));
    const auto still = luma_of(scene.draw(101));
    EXPECT_EQ(still, luma_of(scene.draw(124)));
    EXPECT_NE(still, luma_of(scene.draw(125))) << "a second later";
}

TEST(Scene, BurnsInItsPictureNumber) {
    Scene scene(3, kWidth, kHeight, 25, 300);
    EXPECT_EQ(read_frame_mark(scene.draw(123).plane(0), kWidth, kHeight), 123);
}

}  // namespace
}  // namespace cordon::bench
