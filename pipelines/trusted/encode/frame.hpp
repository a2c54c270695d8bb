// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::trusted::encode {

// One picture in memory of our own, laid out as its FrameGeometry says. Its pixels are a camera's: they are
// computed with and never branched on, but for what decisions 0029 and 0030 say. One thread at a time.
class Frame {
public:
    // All bytes zero. The memory is real from the start, so that what a process takes in its first minute is
    // what it takes in its worst one.
    explicit Frame(const boundary::FrameGeometry& geometry);

    [[nodiscard]] const boundary::FrameGeometry& geometry() const { return geometry_; }
    // Every byte, padding included; the first is aligned to FrameGeometry::kRowAlignment.
    [[nodiscard]] std::span<std::byte> pixels() { return {pixels_.get(), geometry_.frame_bytes()}; }
    [[nodiscard]] std::span<const std::byte> pixels() const {
        return {pixels_.get(), geometry_.frame_bytes()};
    }
    // First bytes of the Y, U and V planes.
    [[nodiscard]] std::array<std::uint8_t*, 3> planes() const;

private:
    struct Free {
        void operator()(std::byte* pixels) const;
    };
    boundary::FrameGeometry geometry_;
    std::unique_ptr<std::byte, Free> pixels_;
};

}  // namespace cordon::trusted::encode
