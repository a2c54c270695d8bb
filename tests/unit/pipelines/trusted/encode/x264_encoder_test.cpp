// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/x264_encoder.hpp"

#include "tests/unit/pipelines/trusted/encode/encoder_cases.hpp"

namespace cordon::trusted::encode {
namespace {

using boundary::EncoderPreset;

std::array<int, 3> profile_of(EncoderPreset preset) {
    tests::EncoderUnderTest test(boundary::EncoderKind::kX264, preset, 26);
    return tests::declared_profile(test.encode(0, true).bytes);
}

TEST(X264Encoder, DeclaresConstrainedBaselineMainAndHigh) {
    EXPECT_EQ(profile_of(EncoderPreset::kLive)[0], 66);
    EXPECT_EQ(profile_of(EncoderPreset::kLive)[1] & 0x40, 0x40);  // constraint_set1_flag
    EXPECT_EQ(profile_of(EncoderPreset::kBalanced)[0], 77);
    EXPECT_EQ(profile_of(EncoderPreset::kArchive)[0], 100);
}

TEST(X264Encoder, NeedsFewerBitsForALowerQuality) {
    tests::EncoderUnderTest fine(boundary::EncoderKind::kX264, EncoderPreset::kBalanced, 20);
    tests::EncoderUnderTest coarse(boundary::EncoderKind::kX264, EncoderPreset::kBalanced, 36);
    EXPECT_GT(fine.encode(0, true).bytes.size(), coarse.encode(0, true).bytes.size());
}

}  // namespace
}  // namespace cordon::trusted::encode
