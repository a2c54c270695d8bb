// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

extern "C" {
#include <libavutil/frame.h>
}

#include "gateway/boundary/colours.hpp"

namespace cordon::untrusted::decode {

// Three planes of 8-bit 4:2:0, and bytes per row of each. Borrows.
struct MutablePicture {
    std::array<std::uint8_t*, 3> planes{};
    std::array<std::size_t, 3> strides{};
};
struct ConstPicture {
    std::array<const std::uint8_t*, 3> planes{};
    std::array<std::size_t, 3> strides{};
};

// Turns 8-bit 4:2:0 of a camera's colours into the pinned ones. What the stream says of itself counts: full
// range, BT.601 and its kin. What says nothing is taken for limited-range BT.709, at any size: most cameras
// that say nothing are, and guessing wrong would tint where not guessing leaves a shade.
class ColourConverter {
public:
    // For frames that say this of themselves.
    ColourConverter(AVColorSpace matrix, bool full_range, boundary::Colours pinned);

    // Nothing to do: these have the pinned colours already.
    [[nodiscard]] bool is_identity() const { return identity_; }
    static bool is_identity_for(AVColorSpace matrix, bool full_range, boundary::Colours pinned);

    // What such frames would have to be pinned to. Of the matrices that cannot be, BT.709.
    static boundary::Colours colours_to_pin(AVColorSpace matrix, bool full_range);

    // `width` and `height` even. Source and destination may be the same.
    void convert(const ConstPicture& source, const MutablePicture& destination, std::uint32_t width,
                 std::uint32_t height) const;

private:
    // Fixed point, kFractionBits: luma out = luma * y + u * (U - 128) + v * (V - 128) + offset, and so on.
    static constexpr int kFractionBits = 14;
    struct Row {
        std::int16_t y = 0;  // all factors are under 2; vectors of 16 bits are multiplied fastest
        std::int16_t u = 0;
        std::int16_t v = 0;
        std::int32_t offset = 0;
    };
    static constexpr std::uint32_t kBlock = 256;  // pairs of colour differences that are converted at a time
    // Of a block's luma samples: whole where they are not scaled, otherwise fixed point.
    struct Shifts {
        alignas(32) std::array<std::int16_t, std::size_t{2} * kBlock> whole;
        alignas(32) std::array<std::int32_t, std::size_t{2} * kBlock> fixed;
    };

    void convert_colour(const std::array<const std::uint8_t*, 2>& in, const std::array<std::uint8_t*, 2>& out,
                        std::uint32_t columns, Shifts& shifts) const;
    void convert_luma(const std::uint8_t* in, std::uint8_t* out, std::uint32_t samples,
                      const Shifts& shifts) const;

    static std::int16_t to_whole(std::int32_t fixed) {
        return static_cast<std::int16_t>(fixed >> kFractionBits);
    }
    [[nodiscard]] bool scales_luma() const { return luma_.y != 1 << kFractionBits; }

    bool identity_;
    Row luma_;
    Row blue_;
    Row red_;
};

}  // namespace cordon::untrusted::decode
