// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/x264_encoder.hpp"

#include <algorithm>

#include "tests/support/boundary/unchanged_macroblocks.hpp"
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

class X264Marks : public ::testing::TestWithParam<EncoderPreset> {
protected:
    struct Made {
        std::vector<double> psnr;
        std::size_t bytes = 0;
    };
    // What becomes of the scene's pictures of those numbers.
    static Made encode(const std::vector<std::uint32_t>& numbers, std::uint32_t noise,
                       std::uint32_t most_kilobits, bool marked) {
        tests::EncoderUnderTest test(boundary::EncoderKind::kX264, GetParam(), 26, most_kilobits);
        tests::TestDecoder decoder;
        Frame before(test.geometry);
        Frame output(test.geometry);
        Made made;
        for (std::uint32_t i = 0; i < numbers.size(); ++i) {
            tests::draw_scene(test.input, numbers[i], noise);
            const auto marks = i > 0 && marked ? tests::unchanged_macroblocks(
                                                     test.geometry, test.input.pixels(), before.pixels())
                                               : std::vector<std::uint8_t>();
            const auto picture = test.encoder->encode(test.input, tests::moment(i), false, marks).value();
            EXPECT_TRUE(decoder.decode(picture.bytes, output)) << i;
            made.psnr.push_back(tests::luma_psnr(test.input, output));
            made.bytes += picture.bytes.size();
            std::ranges::copy(test.input.pixels(), before.pixels().begin());
        }
        return made;
    }
};
INSTANTIATE_TEST_SUITE_P(X264Encoder, X264Marks,
                         ::testing::Values(EncoderPreset::kLive, EncoderPreset::kBalanced,
                                           EncoderPreset::kArchive));

TEST_P(X264Marks, OfWhatDidNotChangeCostNoQuality) {
    std::vector<std::uint32_t> numbers(40);
    std::ranges::generate(numbers, [next = 0U]() mutable { return next++; });
    const Made marked = encode(numbers, 0, 20'000, true);
    const Made looked_at = encode(numbers, 0, 20'000, false);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        EXPECT_NEAR(marked.psnr[i], looked_at.psnr[i], 0.3) << i;
    }
    EXPECT_NEAR(static_cast<double>(marked.bytes), static_cast<double>(looked_at.bytes),
                0.03 * static_cast<double>(looked_at.bytes));
}

// A noisy picture that stays, after the ceiling had made it coarse.
TEST_P(X264Marks, LetAPictureBecomeFineAgain) {
    std::vector<std::uint32_t> numbers(80, 39);
    std::ranges::generate_n(numbers.begin(), 40, [next = 0U]() mutable { return next++; });
    const Made marked = encode(numbers, 40, 900, true);
    EXPECT_LT(marked.psnr[39] + 3, marked.psnr.back());
    EXPECT_NEAR(marked.psnr.back(), encode(numbers, 40, 900, false).psnr.back(), 0.5);
}

TEST_P(X264Marks, AreBelieved) {
    tests::EncoderUnderTest test(boundary::EncoderKind::kX264, GetParam(), 26);
    tests::TestDecoder decoder;
    Frame output(test.geometry);
    ASSERT_TRUE(decoder.decode(test.encode(0, true, 0).bytes, output));
    Frame first(test.geometry);
    std::ranges::copy(test.input.pixels(), first.pixels().begin());
    tests::draw_scene(test.input, 30, 0);
    const std::vector<std::uint8_t> lie(test.geometry.macroblocks(), 1);
    const auto picture = test.encoder->encode(test.input, tests::moment(1), false, lie).value();
    ASSERT_TRUE(decoder.decode(picture.bytes, output));
    EXPECT_GT(tests::luma_psnr(first, output), 38) << "the picture before still stands";
    EXPECT_LT(picture.bytes.size(), 100U);
}

}  // namespace
}  // namespace cordon::trusted::encode
