// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/trusted/encode/scene.hpp"

#include <cmath>

namespace cordon::tests {

void draw_scene(trusted::encode::Frame& frame, std::uint32_t number, std::uint32_t noise) {
    const auto& geometry = frame.geometry();
    const auto planes = frame.planes();
    std::uint32_t random = 0x9e3779b9U + number;
    for (std::uint32_t y = 0; y < geometry.height(); ++y) {
        for (std::uint32_t x = 0; x < geometry.width(); ++x) {
            random = random * 1664525U + 1013904223U;
            const std::uint32_t grain = noise == 0 ? 0 : (random >> 24U) % (noise + 1);
            const bool visitor = (x + 2000 - number * 5) % geometry.width() < 40 && y > geometry.height() / 3;
            const std::uint32_t wall = 60 + (x / 8 + y / 16) % 5 * 12 + x * 60 / geometry.width();
            planes[0][y * geometry.luma_stride() + x] =
                static_cast<std::uint8_t>(grain + (visitor ? 190 - (x * y) % 23 : wall));
        }
    }
    for (std::uint32_t y = 0; y < geometry.chroma_height(); ++y) {
        for (std::uint32_t x = 0; x < geometry.chroma_width(); ++x) {
            planes[1][y * geometry.chroma_stride() + x] =
                static_cast<std::uint8_t>(118 + x * 20 / geometry.width());
            planes[2][y * geometry.chroma_stride() + x] =
                static_cast<std::uint8_t>(122 + y * 20 / geometry.height());
        }
    }
}

double luma_psnr(const trusted::encode::Frame& one, const trusted::encode::Frame& other) {
    const auto& geometry = one.geometry();
    double squares = 0;
    for (std::uint32_t y = 0; y < geometry.height(); ++y) {
        for (std::uint32_t x = 0; x < geometry.width(); ++x) {
            const std::size_t at = y * geometry.luma_stride() + x;
            const double difference = one.planes()[0][at] - other.planes()[0][at];
            squares += difference * difference;
        }
    }
    const double mean = squares / geometry.width() / geometry.height();
    return mean == 0 ? 100 : 10 * std::log10(255.0 * 255.0 / mean);
}

}  // namespace cordon::tests
