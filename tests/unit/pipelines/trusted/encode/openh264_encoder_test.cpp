// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/openh264_encoder.hpp"

#include "tests/unit/pipelines/trusted/encode/encoder_cases.hpp"

namespace cordon::trusted::encode {
namespace {

using boundary::EncoderPreset;

std::array<int, 3> profile_of(EncoderPreset preset) {
    tests::EncoderUnderTest test(boundary::EncoderKind::kOpenH264, preset, 26);
    return tests::declared_profile(test.encode(0, true).bytes);
}

TEST(OpenH264Encoder, DeclaresConstrainedBaselineLiveAndElseMain) {
    const auto [profile, constraints, level] = profile_of(EncoderPreset::kLive);
    EXPECT_EQ(profile, 66);
    EXPECT_EQ(constraints & 0x40, 0x40);  // constraint_set1_flag
    EXPECT_GT(level, 0);
    EXPECT_EQ(profile_of(EncoderPreset::kBalanced)[0], 77);
    EXPECT_EQ(profile_of(EncoderPreset::kArchive)[0], 77);
}

TEST(OpenH264Encoder, SaysWhichPictureItCannotTake) {
    const auto geometry = boundary::FrameGeometry::create(8192, 8192).value();
    const auto encoder = OpenH264Encoder::create(
        {boundary::EncoderKind::kOpenH264, EncoderPreset::kLive, 26, 1000, 25}, geometry);
    ASSERT_FALSE(encoder.ok());
    EXPECT_NE(encoder.error().message.find("8192x8192"), std::string::npos);
}

}  // namespace
}  // namespace cordon::trusted::encode
