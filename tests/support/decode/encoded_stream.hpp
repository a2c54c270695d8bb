// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
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
    std::string options{};                 // libx264's, libx265's or libavcodec's own, "key=value:key=value"
    bool full_range = false;
    int matrix = 2;  // AVColorSpace; 2 is "unspecified"
    // Samples of 8 bits: pictures of this one colour instead of the moving one.
    std::optional<std::array<std::uint8_t, 3>> colour{};
};

// One access unit as it goes to a decoder.
struct EncodedUnit {
    std::vector<std::byte> bytes;
    bool keyframe = false;
};

// A moving test picture, encoded by libx264, libx265 or libavcodec, one access unit each, in decoding order.
std::vector<EncodedUnit> encode(const StreamRecipe& recipe);

// A JPEG image of one shade of grey and of one component, which no encoder at hand makes. Sides are multiples
// of 8.
std::vector<std::byte> grey_jpeg(int width, int height, std::uint8_t shade);

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
