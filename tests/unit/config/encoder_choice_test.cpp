// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/encoder_choice.hpp"

#include <gtest/gtest.h>

namespace cordon::config {
namespace {

using boundary::EncoderKind;

TEST(EncoderChoice, IsTheOperatorsAndWhereThatIsAutoX264) {
    EXPECT_EQ(encoder_for({}), EncoderKind::kX264);
    EXPECT_EQ(encoder_for(EncoderKind::kX264), EncoderKind::kX264);
    EXPECT_EQ(encoder_for(EncoderKind::kOpenH264), EncoderKind::kOpenH264);
}

TEST(EncoderChoice, HasTheNamesAConfigurationHas) {
    EXPECT_EQ(name_of(boundary::EncoderKind::kOpenH264), "openh264");
    EXPECT_EQ(name_of(boundary::EncoderKind::kX264), "x264");
    EXPECT_EQ(name_of(boundary::EncoderPreset::kLive), "live");
    EXPECT_EQ(name_of(boundary::EncoderPreset::kBalanced), "balanced");
    EXPECT_EQ(name_of(boundary::EncoderPreset::kArchive), "archive");
}

}  // namespace
}  // namespace cordon::config
