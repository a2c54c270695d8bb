// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/camera_sim/nal_units.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/colours.hpp"

namespace cordon::bench {

// One coded picture as it stands in the file: its NAL units untouched, with the parameter sets in front of
// every random access point; of MJPEG and MPEG-4 all of it as one.
struct ClipPicture {
    std::vector<std::vector<std::uint8_t>> nals;
    std::chrono::nanoseconds decode_time{};        // since the clip's first picture
    std::chrono::nanoseconds presentation_time{};  // same origin; later than decode_time with B-frames
    bool random_access = false;
};

// A film to play for ever: begins with a random access point. Immutable once read.
struct Clip {
    ClipCodec codec = ClipCodec::kH264;
    int width = 0;
    int height = 0;
    boundary::Colours colours = boundary::Colours::kBt709;  // as cordon-decode finds them
    std::vector<std::vector<std::uint8_t>>
        parameter_sets;                   // VPS, SPS, PPS as at the first picture; or MPEG-4's headers
    std::vector<ClipPicture> pictures;    // in decoding order
    std::chrono::nanoseconds duration{};  // from one first picture to the next

    // Reads mp4, mkv, raw .264 or .265; H.264, H.265, MJPEG that RFC 2435 can send, MPEG-4 Part 2. Pictures
    // in front of the first random access point are left out. An Error names `file`.
    static base::Result<std::shared_ptr<const Clip>> read(const std::string& file);
};

}  // namespace cordon::bench
