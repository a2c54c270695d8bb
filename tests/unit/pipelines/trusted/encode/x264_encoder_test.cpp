// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/x264_encoder.hpp"

#include "tests/unit/pipelines/trusted/encode/encoder_cases.hpp"

namespace cordon::trusted::encode {
namespace {

TEST(X264Encoder, DeclaresHighProfile) {
    tests::EncoderUnderTest test(boundary::EncoderKind::kX264, 26);
    const auto picture = test.encode(0, true);
    stream::NalUnits nals(picture.bytes);
    const auto sps = nals.next();
    ASSERT_GE(sps.size(), 4U);
    EXPECT_EQ(std::to_integer<int>(sps[1]), 100);  // profile_idc
}

TEST(X264Encoder, NeedsFewerBitsForALowerQuality) {
    tests::EncoderUnderTest fine(boundary::EncoderKind::kX264, 20);
    tests::EncoderUnderTest coarse(boundary::EncoderKind::kX264, 36);
    EXPECT_GT(fine.encode(0, true).bytes.size(), coarse.encode(0, true).bytes.size());
}

}  // namespace
}  // namespace cordon::trusted::encode
