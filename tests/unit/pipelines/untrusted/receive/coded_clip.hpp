// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

using ByteString = std::vector<std::byte>;

struct ClipSettings {
    boundary::VideoCodec codec = boundary::VideoCodec::kH264;
    int frames = 10;
    int keyframe_interval = 5;
    int width = 320;
    int height = 240;
    std::string encoder_options{};  // x264-params or x265-params, colon-separated
};

// Access units of a moving pattern, Annex B with parameter sets before each keyframe, coded by x264 or x265.
std::vector<ByteString> code_clip(const ClipSettings& settings);

// The NAL units of one access unit, without start codes.
std::vector<ByteString> split_units(const ByteString& access_unit);

}  // namespace cordon::untrusted::receive
