// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::tests {

// What RingReader::read() is to say of two frames' macroblocks, found pixel by pixel: 1 where they are the
// same.
inline std::vector<std::uint8_t> unchanged_macroblocks(const boundary::FrameGeometry& geometry,
                                                       std::span<const std::byte> one,
                                                       std::span<const std::byte> other) {
    std::vector<std::uint8_t> marks(geometry.macroblocks(), 1);
    for (std::uint32_t y = 0; y < geometry.height(); ++y) {
        for (std::uint32_t x = 0; x < geometry.width(); ++x) {
            const std::size_t luma = geometry.luma_offset() + y * geometry.luma_stride() + x;
            const std::size_t chroma = y / 2 * geometry.chroma_stride() + x / 2;
            const std::size_t u = geometry.u_offset() + chroma;
            const std::size_t v = geometry.v_offset() + chroma;
            const bool same = one[luma] == other[luma] && one[u] == other[u] && one[v] == other[v];
            marks[y / 16 * geometry.macroblocks_across() + x / 16] &= static_cast<std::uint8_t>(same);
        }
    }
    return marks;
}

}  // namespace cordon::tests
