// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/encoder_choice.hpp"

#include <gtest/gtest.h>

namespace cordon::config {
namespace {

using boundary::EncoderKind;
using boundary::EncoderPreset;

const auto kUsual = boundary::FrameGeometry::create(1920, 1080).value();
const auto kLarge = boundary::FrameGeometry::create(8192, 4320).value();

TEST(EncoderChoice, IsTheOneThatSuitsThePresetWhereItIsAuto) {
    EXPECT_EQ(encoder_for({}, EncoderPreset::kLive, kUsual), EncoderKind::kX264);
    EXPECT_EQ(encoder_for({}, EncoderPreset::kBalanced, kUsual), EncoderKind::kOpenH264);
    EXPECT_EQ(encoder_for({}, EncoderPreset::kArchive, kUsual), EncoderKind::kX264);
}

TEST(EncoderChoice, IsOneThatTakesThePictures) {
    EXPECT_EQ(encoder_for({}, EncoderPreset::kBalanced, kLarge), EncoderKind::kX264);
}

TEST(EncoderChoice, IsTheOperatorsWhereThatIsSaid) {
    for (const auto preset : {EncoderPreset::kLive, EncoderPreset::kBalanced, EncoderPreset::kArchive}) {
        EXPECT_EQ(encoder_for(EncoderKind::kOpenH264, preset, kUsual), EncoderKind::kOpenH264);
        EXPECT_EQ(encoder_for(EncoderKind::kX264, preset, kUsual), EncoderKind::kX264);
    }
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
