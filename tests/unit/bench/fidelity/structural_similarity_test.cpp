// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/fidelity/structural_similarity.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

constexpr std::size_t kWidth = 34;  // two columns beside whole blocks
constexpr std::size_t kHeight = 30;

std::vector<std::uint8_t> noise(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> pixels(kWidth * kHeight);
    for (std::uint8_t& pixel : pixels) {
        pixel = static_cast<std::uint8_t>(random());
    }
    return pixels;
}

TEST(StructuralSimilarity, IsOneForEqualPictures) {
    const auto picture = noise(1);
    EXPECT_DOUBLE_EQ(structural_similarity(picture, picture, kWidth), 1);
}

TEST(StructuralSimilarity, ComparesMeansWhereNothingVaries) {
    const std::vector<std::uint8_t> a(kWidth * kHeight, 100);
    const std::vector<std::uint8_t> b(kWidth * kHeight, 120);
    constexpr double kOfMeans = 2.55 * 2.55;
    EXPECT_NEAR(structural_similarity(a, b, kWidth),
                (2 * 100 * 120 + kOfMeans) / (100 * 100 + 120 * 120 + kOfMeans), 1e-9);
}

TEST(StructuralSimilarity, IsNearNothingForPicturesThatHaveNothingInCommon) {
    EXPECT_NEAR(structural_similarity(noise(1), noise(2), kWidth), 0, 0.05);
}

TEST(StructuralSimilarity, LeavesOutWhatIsBesideWholeBlocks) {
    const auto picture = noise(1);
    auto other = picture;
    other[kWidth - 1] ^= 0xffU;
    EXPECT_DOUBLE_EQ(structural_similarity(picture, other, kWidth), 1);
    other[0] ^= 0xffU;
    EXPECT_LT(structural_similarity(picture, other, kWidth), 1);
}

}  // namespace
}  // namespace cordon::bench
