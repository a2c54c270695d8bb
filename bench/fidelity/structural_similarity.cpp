// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/fidelity/structural_similarity.hpp"

#include <utility>
#include <vector>

#include "gateway/base/invariant.hpp"

namespace cordon::bench {
namespace {

constexpr std::size_t kBlock = 4;  // pixels of a side; a window is two blocks by two

// What a window's similarity follows from, of one block or of several.
struct Sums {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t squares = 0;  // of both
    std::uint32_t product = 0;

    Sums& operator+=(const Sums& other) {
        a += other.a;
        b += other.b;
        squares += other.squares;
        product += other.product;
        return *this;
    }
};

Sums sums_of_block(const std::uint8_t* a, const std::uint8_t* b, std::size_t width) {
    Sums sums;
    for (std::size_t row = 0; row < kBlock; ++row) {
        for (std::size_t x = row * width; x < row * width + kBlock; ++x) {
            const std::uint32_t left = a[x];
            const std::uint32_t right = b[x];
            sums += {left, right, left * left + right * right, left * right};
        }
    }
    return sums;
}

double similarity(const Sums& window) {
    constexpr double kPixels = 4.0 * kBlock * kBlock;
    constexpr double kPeak = 255.0;
    constexpr double kOfMeans = 0.01 * 0.01 * kPeak * kPeak * kPixels * kPixels;
    constexpr double kOfVariances = 0.03 * 0.03 * kPeak * kPeak * kPixels * (kPixels - 1);
    const double a = window.a;
    const double b = window.b;
    const double variances = window.squares * kPixels - a * a - b * b;
    const double covariance = window.product * kPixels - a * b;
    return (2 * a * b + kOfMeans) * (2 * covariance + kOfVariances) /
           ((a * a + b * b + kOfMeans) * (variances + kOfVariances));
}

}  // namespace

double structural_similarity(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b,
                             std::size_t width) {
    const std::size_t across = width / kBlock;
    const std::size_t down = a.size() / width / kBlock;
    CORDON_INVARIANT(across >= 2 && down >= 2, "a picture holds a window");
    std::vector<Sums> above(across);
    std::vector<Sums> row(across);
    double sum = 0;
    for (std::size_t y = 0; y < down; ++y) {
        for (std::size_t x = 0; x < across; ++x) {
            const std::size_t at = (y * width + x) * kBlock;
            row[x] = sums_of_block(a.data() + at, b.data() + at, width);
        }
        for (std::size_t x = 0; y > 0 && x + 1 < across; ++x) {
            Sums window = above[x];
            sum += similarity(((window += above[x + 1]) += row[x]) += row[x + 1]);
        }
        std::swap(above, row);
    }
    return sum / static_cast<double>((across - 1) * (down - 1));
}

}  // namespace cordon::bench
