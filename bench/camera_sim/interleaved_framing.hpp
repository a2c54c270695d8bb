// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// What goes in front of a packet of `size` bytes on `channel`: "$", channel, length (RFC 2326 section 10.12),
// and before that whatever a camera with those quirks writes between frames. `number` counts its packets.
void append_frame_head(std::vector<std::uint8_t>& bytes, std::uint8_t channel, std::size_t size,
                       std::uint64_t number, const QuirkSet& quirks);

// How many bytes of a packet of `size` the camera really writes.
[[nodiscard]] std::size_t bytes_written(std::size_t size, std::uint64_t number, const QuirkSet& quirks);

}  // namespace cordon::bench
