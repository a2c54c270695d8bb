// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bench/camera_sim/clip.hpp"
#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// What an SDP says of a clip's codec: its payload type (RFC 3551 section 6), "H264/90000", and the format
// parameters with the parameter sets or configuration (RFC 6184 section 8.1, RFC 7798 section 7.1, RFC 6416
// section 7.1; empty for MJPEG), and what `quirks` make of those.
[[nodiscard]] int payload_type_of(const Clip& clip);
[[nodiscard]] std::string encoding_of(const Clip& clip);
[[nodiscard]] std::string format_of(const Clip& clip, const QuirkSet& quirks);

}  // namespace cordon::bench
