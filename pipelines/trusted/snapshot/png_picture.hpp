// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gateway/base/result.hpp"
#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::trusted::snapshot {

// A private copy of one frame as a PNG file's bytes, 8-bit RGB. `frame` is laid out, and
// has the colours, as `geometry` says. Its bytes are hostile and any of them are a picture.
base::Result<std::vector<std::byte>> png_picture(const boundary::FrameGeometry& geometry,
                                                 std::span<const std::byte> frame);

}  // namespace cordon::trusted::snapshot
