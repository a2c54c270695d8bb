// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/openh264_encoder.hpp"

#include "tests/unit/pipelines/trusted/encode/encoder_cases.hpp"

namespace cordon::trusted::encode {
namespace {

TEST(OpenH264Encoder, DeclaresConstrainedBaseline) {
    tests::EncoderUnderTest test(boundary::EncoderKind::kOpenH264, 26);
    const auto picture = test.encode(0, true);
    stream::NalUnits nals(picture.bytes);
    const auto sps = nals.next();
    ASSERT_GE(sps.size(), 4U);
    EXPECT_EQ(std::to_integer<int>(sps[1]), 66);           // profile_idc
    EXPECT_EQ(std::to_integer<int>(sps[2]) & 0x40, 0x40);  // constraint_set1_flag
}

TEST(OpenH264Encoder, SaysWhichPictureItCannotTake) {
    const auto geometry = boundary::FrameGeometry::create(8192, 8192).value();
    const auto encoder = OpenH264Encoder::create({boundary::EncoderKind::kOpenH264, 26, 1000, 25}, geometry);
    ASSERT_FALSE(encoder.ok());
    EXPECT_NE(encoder.error().message.find("8192x8192"), std::string::npos);
}

}  // namespace
}  // namespace cordon::trusted::encode
