// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::tests {

// A stream to make: what a camera's encoder would be set to.
struct StreamRecipe {
    boundary::VideoCodec codec = boundary::VideoCodec::kH264;
    int width = 320;
    int height = 240;
    int pictures = 30;
    std::string pixel_format = "yuv420p";  // as libavutil calls it
    std::string options;                   // libx264's or libx265's own, "key=value:key=value"
    bool full_range = false;
    int matrix = 2;  // AVColorSpace; 2 is "unspecified"
};

// One access unit of Annex B byte stream.
struct EncodedUnit {
    std::vector<std::byte> bytes;
    bool keyframe = false;
};

// A moving test picture, encoded by libx264 or libx265, one access unit each, in decoding order.
std::vector<EncodedUnit> encode(const StreamRecipe& recipe);

// Cuts an Annex B byte stream of H.264 into access units as a parser would (libavcodec's own).
std::vector<EncodedUnit> split_h264(std::span<const std::byte> stream);

// A decoded picture: I420, planes packed without padding.
struct DecodedPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

// What an ordinary libavcodec, set to nothing special, makes of 8-bit 4:2:0 access units: the reference.
std::vector<DecodedPicture> decode_plainly(boundary::VideoCodec codec, std::span<const EncodedUnit> units);

}  // namespace cordon::tests
