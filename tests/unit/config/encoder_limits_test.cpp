// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/encoder_limits.hpp"

#include <gtest/gtest.h>

#include "config/gateway_config.hpp"

namespace cordon::config {
namespace {

using boundary::EncoderKind;

bool takes(EncoderChoice encoder, std::uint32_t width, std::uint32_t height) {
    return check_encoder_takes(encoder, boundary::FrameGeometry::create(width, height).value()).ok();
}

TEST(EncoderLimits, AreWhatEachEncoderTakes) {
    EXPECT_TRUE(takes(EncoderKind::kOpenH264, 4096, 2304));
    EXPECT_FALSE(takes(EncoderKind::kOpenH264, 4098, 2304)) << "one column of macroblocks more";
    EXPECT_TRUE(takes(EncoderKind::kX264, 4098, 2304));
    EXPECT_TRUE(takes(EncoderKind::kX264, 8192, 4320));
    EXPECT_FALSE(takes(EncoderKind::kX264, 8192, 8192));
    EXPECT_TRUE(takes({}, 8192, 4320)) << "auto takes what any of them does";
    EXPECT_FALSE(takes({}, 8192, 8192));
}

TEST(EncoderLimits, TakeTheProvisionalPicture) {
    EXPECT_TRUE(check_encoder_takes(EncoderKind::kOpenH264, provisional_picture()).ok());
}

}  // namespace
}  // namespace cordon::config
