// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cordon::bench {

// Pictures of one size, one behind the other: 8-bit luma.
struct LumaSequence {
    std::span<const std::uint8_t> pixels;
    std::size_t width = 0;
    std::size_t height = 0;

    [[nodiscard]] std::size_t size() const { return pixels.size() / (width * height); }
    [[nodiscard]] std::span<const std::uint8_t> picture(std::size_t index) const {
        return pixels.subspan(index * width * height, width * height);
    }
};

// How what arrived compares with what a camera sent, which plays `source` round and round.
struct Fidelity {
    std::size_t pictures_sent = 0;     // from the first that arrived to the last
    std::size_t pictures_arrived = 0;  // repetitions not counted
    double mean_psnr = 0;              // dB, of luma
    double least_psnr = 0;
    double mean_ssim = 0;  // of luma, structural_similarity.hpp
};

// Finds for every received picture the source picture it shows: of all ways to pair the whole recording with
// the source's loops in order, the one with the least squared error, where every picture lost or repeated has
// a price. Both sequences are of one size and not empty.
Fidelity compare(const LumaSequence& source, const LumaSequence& received);

// The mean squared error of two pictures of equal size.
double squared_error(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b, std::size_t width);

}  // namespace cordon::bench
