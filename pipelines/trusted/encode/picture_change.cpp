// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/picture_change.hpp"

#include <algorithm>
#include <cstdlib>

#include "gateway/base/invariant.hpp"

namespace cordon::trusted::encode {
namespace {

constexpr std::uint32_t kBlock = 16;

struct Plane {
    const std::uint8_t* reference;
    const std::uint8_t* picture;
    std::size_t stride;
    std::uint32_t width;
    std::uint32_t height;
};

// A row of a block: the compiler makes one instruction of it where there is one.
std::uint32_t whole_row(const std::uint8_t* one, const std::uint8_t* other) {
    std::uint32_t sum = 0;
    for (std::uint32_t x = 0; x < kBlock; ++x) {
        sum += static_cast<std::uint32_t>(std::abs(one[x] - other[x]));
    }
    return sum;
}

std::uint32_t part_of_row(const std::uint8_t* one, const std::uint8_t* other, std::uint32_t width) {
    std::uint32_t sum = 0;
    for (std::uint32_t x = 0; x < width; ++x) {
        sum += static_cast<std::uint32_t>(std::abs(one[x] - other[x]));
    }
    return sum;
}

bool plane_shows_change(const Plane& plane, std::uint32_t tolerance) {
    std::uint32_t blocks = 0;
    for (std::uint32_t top = 0; top < plane.height; top += kBlock) {
        const std::uint32_t rows = std::min(kBlock, plane.height - top);
        for (std::uint32_t left = 0; left < plane.width; left += kBlock) {
            const std::uint32_t columns = std::min(kBlock, plane.width - left);
            std::uint32_t sum = 0;
            for (std::uint32_t row = 0; row < rows; ++row) {
                const std::size_t place = (top + row) * plane.stride + left;
                sum += columns == kBlock
                           ? whole_row(plane.reference + place, plane.picture + place)
                           : part_of_row(plane.reference + place, plane.picture + place, columns);
            }
            blocks += sum > tolerance * rows * columns ? 1 : 0;
        }
    }
    return blocks != 0;
}

}  // namespace

bool shows_change(const Frame& reference, const Frame& picture, std::uint32_t tolerance) {
    const boundary::FrameGeometry& geometry = picture.geometry();
    CORDON_INVARIANT(reference.geometry() == geometry, "pictures of one stream are compared");
    bool changed = false;
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const bool luma = plane == 0;
        changed |= plane_shows_change({.reference = reference.planes()[plane],
                                       .picture = picture.planes()[plane],
                                       .stride = luma ? geometry.luma_stride() : geometry.chroma_stride(),
                                       .width = luma ? geometry.width() : geometry.chroma_width(),
                                       .height = luma ? geometry.height() : geometry.chroma_height()},
                                      tolerance);
    }
    return changed;
}

}  // namespace cordon::trusted::encode
