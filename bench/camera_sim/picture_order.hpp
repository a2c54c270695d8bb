// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "bench/camera_sim/clip.hpp"

namespace cordon::bench {

// Gives the pictures of a raw stream, which has no clock, their times: decode times one `interval` apart, and
// presentation times by the picture order the slices state (ITU-T H.264 8.2.1), which counts anew at every
// random access point.
void time_by_picture_order(Clip& clip, std::chrono::nanoseconds interval);

}  // namespace cordon::bench
