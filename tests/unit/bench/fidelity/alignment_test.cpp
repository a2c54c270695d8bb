// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/fidelity/alignment.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

constexpr std::size_t kWidth = 32;
constexpr std::size_t kHeight = 32;
constexpr std::size_t kCount = 60;

// A bright bar that moves over grey noise.
std::vector<std::uint8_t> film() {
    std::minstd_rand random(5);
    std::vector<std::uint8_t> pixels;
    for (std::size_t i = 0; i < kCount; ++i) {
        for (std::size_t at = 0; at < kWidth * kHeight; ++at) {
            const bool bar = at % kWidth == i % kWidth || at / kWidth == i / 2;
            pixels.push_back(static_cast<std::uint8_t>((bar ? 220 : 100) + random() % 8));
        }
    }
    return pixels;
}

// The pictures of `source` with these numbers, each pixel off by `error`.
std::vector<std::uint8_t> arrived(const std::vector<std::uint8_t>& source,
                                  const std::vector<std::size_t>& numbers, int error) {
    std::vector<std::uint8_t> pixels;
    for (const std::size_t number : numbers) {
        for (std::size_t at = 0; at < kWidth * kHeight; ++at) {
            const int pixel = source[number % kCount * kWidth * kHeight + at];
            pixels.push_back(static_cast<std::uint8_t>(pixel + (at % 2 == 0 ? error : -error)));
        }
    }
    return pixels;
}

Fidelity compare_numbers(const std::vector<std::size_t>& numbers, int error = 1) {
    const auto source = film();
    const auto received = arrived(source, numbers, error);
    return compare({source, kWidth, kHeight}, {received, kWidth, kHeight});
}

std::vector<std::size_t> range(std::size_t first, std::size_t count) {
    std::vector<std::size_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i) {
        numbers[i] = first + i;
    }
    return numbers;
}

TEST(Alignment, CountsEveryPictureOfACompleteStreamOverItsLoops) {
    const Fidelity fidelity = compare_numbers(range(17, 150));
    EXPECT_EQ(fidelity.pictures_sent, 150U);
    EXPECT_EQ(fidelity.pictures_arrived, 150U);
}

TEST(Alignment, MeasuresTheErrorInDecibels) {
    const Fidelity fidelity = compare_numbers(range(0, 30), 2);
    EXPECT_NEAR(fidelity.mean_psnr, 42.11, 0.01);  // 10 log10(255^2 / 4)
    EXPECT_NEAR(fidelity.least_psnr, 42.11, 0.01);
}

TEST(Alignment, FindsEachMissingPicture) {
    auto numbers = range(10, 100);
    numbers.erase(numbers.begin() + 70, numbers.begin() + 75);
    numbers.erase(numbers.begin() + 20);
    const Fidelity fidelity = compare_numbers(numbers);
    EXPECT_EQ(fidelity.pictures_sent, 100U);
    EXPECT_EQ(fidelity.pictures_arrived, 94U);
}

// The bar moves, stands for `still` pictures, which only noise tells apart, and moves on.
std::vector<std::uint8_t> film_that_rests(std::size_t still) {
    std::minstd_rand random(7);
    std::vector<std::uint8_t> pixels;
    for (std::size_t i = 0; i < kCount; ++i) {
        constexpr std::size_t kRest = 8;
        const std::size_t bar = std::min(i, kRest) + (i > kRest + still ? i - kRest - still : 0);
        for (std::size_t at = 0; at < kWidth * kHeight; ++at) {
            pixels.push_back(
                static_cast<std::uint8_t>((at % kWidth == bar % kWidth ? 220 : 100) + random() % 8));
        }
    }
    return pixels;
}

// As an encoder leaves it.
std::vector<std::uint8_t> without_noise(std::vector<std::uint8_t> pixels) {
    for (std::uint8_t& pixel : pixels) {
        pixel = pixel >= 220 ? 223 : 103;
    }
    return pixels;
}

TEST(Alignment, TakesNoNoiseOfAStillSceneForALoss) {
    const auto source = film_that_rests(45);
    const auto received = without_noise(arrived(source, range(0, 60), 0));
    const Fidelity fidelity = compare({source, kWidth, kHeight}, {received, kWidth, kHeight});
    EXPECT_EQ(fidelity.pictures_sent, 60U);
    EXPECT_EQ(fidelity.pictures_arrived, 60U);
}

TEST(Alignment, FindsALossInAStillSceneOnceSomethingMoves) {
    const auto source = film_that_rests(40);
    auto numbers = range(0, 60);
    numbers.erase(numbers.begin() + 25, numbers.begin() + 28);
    const auto received = without_noise(arrived(source, numbers, 0));
    const Fidelity fidelity = compare({source, kWidth, kHeight}, {received, kWidth, kHeight});
    EXPECT_EQ(fidelity.pictures_sent, 60U);
    EXPECT_EQ(fidelity.pictures_arrived, 57U);
}

TEST(Alignment, DoesNotTakeARepetitionForAPicture) {
    auto numbers = range(5, 40);
    numbers.insert(numbers.begin() + 9, numbers[9]);
    const Fidelity fidelity = compare_numbers(numbers);
    EXPECT_EQ(fidelity.pictures_sent, 40U);
    EXPECT_EQ(fidelity.pictures_arrived, 40U);
}

}  // namespace
}  // namespace cordon::bench
