// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bench/camera_sim/clip.hpp"

namespace cordon::bench {

inline constexpr int kVideoPayloadType = 96;
inline constexpr const char* kVideoControl = "trackID=1";

// The SDP (RFC 4566) of a camera that plays `clip`: one video track with its parameter sets out of band too
// (RFC 6184 section 8.2, RFC 7798 section 7.2).
std::string session_description(const Clip& clip, const std::string& camera_address);

}  // namespace cordon::bench
