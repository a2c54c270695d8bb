// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bench/camera_sim/clip.hpp"
#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

inline constexpr const char* kVideoControl = "trackID=1";
inline constexpr const char* kOtherControl = "trackID=2";  // of a second track, where there is one

// The address a description speaks of, and the URL of its stream, with the path and without a slash behind.
struct DescribedStream {
    std::string address;
    std::string url;
    std::string multicast_group{};  // in the connection line, where not empty
};

// The SDP (RFC 4566) of a camera that plays `clip`: one video track with its parameter sets out of band too,
// and what `quirks` make of that.
std::string session_description(const Clip& clip, const DescribedStream& stream, const QuirkSet& quirks);

// Whether it has a track beside the video, by the name of kOtherControl.
[[nodiscard]] bool describes_another_track(const QuirkSet& quirks);

}  // namespace cordon::bench
