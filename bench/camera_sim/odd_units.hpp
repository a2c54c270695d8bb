// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "bench/camera_sim/clip.hpp"
#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// A picture's NAL units as a camera with those quirks puts them into packets: with units that mean nothing,
// without the parameter sets, several glued into one by start codes. H.264 alone; other codecs' stay as they
// are.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> odd_units(const Clip& clip, const ClipPicture& picture,
                                                               const QuirkSet& quirks);

// Those units as one byte stream with start codes of four bytes (ITU-T H.264 annex B).
[[nodiscard]] std::vector<std::uint8_t> byte_stream(const std::vector<std::vector<std::uint8_t>>& units);

}  // namespace cordon::bench
