// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace cordon::bench {

// The mean structural similarity of two 8-bit pictures of equal size (Wang et al. 2004), 1 for equal ones:
// over windows of 8x8 pixels, every four of them across and down, as x264 and ffmpeg compute it. What is left
// over at the right and at the bottom beside whole fours does not count. Both sides are of 8 pixels at least.
double structural_similarity(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b,
                             std::size_t width);

}  // namespace cordon::bench
