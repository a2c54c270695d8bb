// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "bench/synthetic_clip/canvas.hpp"

namespace cordon::bench {

// The number of a picture as two rows of black and white squares in its bottom left corner, big enough to
// outlive any compression a camera or the gateway does: 16 bits of number above their complement. A square is
// a 45th of the picture's height.
void draw_frame_mark(Canvas& canvas, std::uint16_t number);

// Reads it back from the luma plane; nothing where there is no such mark.
std::optional<std::uint16_t> read_frame_mark(std::span<const std::uint8_t> luma, int width, int height);

}  // namespace cordon::bench
