// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "pipelines/trusted/encode/frame.hpp"

namespace cordon::trusted::encode {

// Whether `picture` shows something else than `reference`, of the same geometry, with a tolerance for noise:
// whether in any block of 16x16 samples, of any plane, the samples differ by more than `tolerance` levels of
// 255 on average. Noise evens out over a block; a person who comes in far away does not. One bit of the
// whole picture (decision 0020): the way to it depends on no pixel.
[[nodiscard]] bool shows_change(const Frame& reference, const Frame& picture, std::uint32_t tolerance);

}  // namespace cordon::trusted::encode
