// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/encoder_limits.hpp"

#include <cstdint>

namespace cordon::config {
namespace {

// The largest pictures in macroblocks of 16x16: OpenH264's own limit (level 5.2), and that of H.264
// (level 6.2, table A-1), which x264 keeps.
constexpr std::uint64_t kMostMacroblocksOfOpenH264 = 36'864;
constexpr std::uint64_t kMostMacroblocks = 139'264;

std::uint64_t macroblocks_of(const boundary::FrameGeometry& picture) {
    const auto across = [](std::uint32_t side) { return (std::uint64_t{side} + 15) / 16; };
    return across(picture.width()) * across(picture.height());
}

}  // namespace

base::Result<> check_encoder_takes(EncoderChoice encoder, const boundary::FrameGeometry& picture) {
    const std::uint64_t macroblocks = macroblocks_of(picture);
    if (macroblocks > kMostMacroblocks) {
        return base::Error{"is larger than H.264 allows: about 35 megapixels, as 8192x4320"};
    }
    if (encoder == boundary::EncoderKind::kOpenH264 && macroblocks > kMostMacroblocksOfOpenH264) {
        return base::Error{
            "is larger than openh264 takes: 9.4 megapixels, as 4096x2304; give encoder: auto, or a "
            "smaller picture"};
    }
    return {};
}

}  // namespace cordon::config
