// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "gateway/base/result.hpp"
#include "gateway/boundary/colours.hpp"

namespace cordon::boundary {

// What is pinned of one camera's pictures: their size and colours, and with it where every byte of one lies
// and what it means: planar 8-bit 4:2:0 (I420: Y, U, V). Chosen by the operator or once found (`picture:
// auto`), never followed; both sides of the wall have it from their launch records and compute the same
// numbers from it.
class FrameGeometry {
public:
    static constexpr std::uint32_t kSmallestSide = 16;
    static constexpr std::uint32_t kLargestSide = 8192;
    static constexpr std::uint32_t kRowAlignment = 64;  // bytes: one cache line, and every SIMD width

    // Width and height in pixels: even, between kSmallestSide and kLargestSide.
    static base::Result<FrameGeometry> create(std::uint32_t width, std::uint32_t height,
                                              Colours colours = Colours::kBt709);

    [[nodiscard]] std::uint32_t width() const { return width_; }
    [[nodiscard]] std::uint32_t height() const { return height_; }
    [[nodiscard]] Colours colours() const { return colours_; }
    [[nodiscard]] std::uint32_t chroma_width() const { return width_ / 2; }
    [[nodiscard]] std::uint32_t chroma_height() const { return height_ / 2; }

    // Bytes from one row to the next.
    [[nodiscard]] std::size_t luma_stride() const;
    [[nodiscard]] std::size_t chroma_stride() const;

    // Macroblocks, 16x16 pixels (ITU-T H.264, 3.93), the last ones of a row or column perhaps beyond the
    // edge.
    static constexpr std::uint32_t kMacroblockSide = 16;
    [[nodiscard]] std::uint32_t macroblocks_across() const;
    [[nodiscard]] std::uint32_t macroblocks() const;

    // Where each plane begins, in bytes from the frame's first.
    [[nodiscard]] std::size_t luma_offset() const { return 0; }
    [[nodiscard]] std::size_t u_offset() const { return luma_stride() * height_; }
    [[nodiscard]] std::size_t v_offset() const { return u_offset() + chroma_stride() * chroma_height(); }

    // Bytes of one frame, padding included: a multiple of kRowAlignment.
    [[nodiscard]] std::size_t frame_bytes() const { return v_offset() + chroma_stride() * chroma_height(); }

    friend bool operator==(const FrameGeometry&, const FrameGeometry&) = default;

private:
    FrameGeometry(std::uint32_t width, std::uint32_t height, Colours colours)
        : width_(width), height_(height), colours_(colours) {}

    std::uint32_t width_;
    std::uint32_t height_;
    Colours colours_;
};

}  // namespace cordon::boundary
