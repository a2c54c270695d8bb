// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/frame_geometry.hpp"

#include "gateway/base/checked_math.hpp"

namespace cordon::boundary {

base::Result<FrameGeometry> FrameGeometry::create(std::uint32_t width, std::uint32_t height,
                                                  Colours colours) {
    const auto allowed = [](std::uint32_t side) {
        return side >= kSmallestSide && side <= kLargestSide && side % 2 == 0;
    };
    if (!allowed(width) || !allowed(height)) {
        return base::Error{"picture " + std::to_string(width) + "x" + std::to_string(height) +
                           ": each side must be even and between " + std::to_string(kSmallestSide) + " and " +
                           std::to_string(kLargestSide) + " pixels"};
    }
    return FrameGeometry(width, height, colours);
}

std::uint32_t FrameGeometry::macroblocks_across() const {
    return base::align_up(width_, kMacroblockSide) / kMacroblockSide;
}

std::uint32_t FrameGeometry::macroblocks() const {
    return macroblocks_across() * (base::align_up(height_, kMacroblockSide) / kMacroblockSide);
}

std::size_t FrameGeometry::luma_stride() const {
    return base::align_up<std::size_t>(width_, kRowAlignment);
}

std::size_t FrameGeometry::chroma_stride() const {
    return base::align_up<std::size_t>(chroma_width(), kRowAlignment);
}

}  // namespace cordon::boundary
