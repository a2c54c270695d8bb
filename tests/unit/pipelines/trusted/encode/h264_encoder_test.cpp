// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/h264_encoder.hpp"

#include "tests/unit/pipelines/trusted/encode/encoder_cases.hpp"

namespace cordon::trusted::encode {
namespace {

using boundary::EncoderKind;
using stream::NalType;

struct Case {
    EncoderKind kind;
    const char* name;
};
constexpr std::uint32_t kDefaultQuality = 26;

// What both encoders promise.
class EveryEncoder : public ::testing::TestWithParam<Case> {
protected:
    tests::EncoderUnderTest under_test(std::uint32_t most_kilobits = 20'000) {
        return {GetParam().kind, kDefaultQuality, most_kilobits};
    }
};
INSTANTIATE_TEST_SUITE_P(H264Encoder, EveryEncoder,
                         ::testing::Values(Case{EncoderKind::kOpenH264, "OpenH264"},
                                           Case{EncoderKind::kX264, "X264"}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST_P(EveryEncoder, GivesOneDecodablePictureForEachAtOnceAndNearEnough) {
    auto test = under_test();
    tests::TestDecoder decoder;
    Frame output(test.geometry);
    for (std::uint32_t number = 0; number < 40; ++number) {
        const auto picture = test.encode(number, number % 20 == 0);
        ASSERT_TRUE(decoder.decode(picture.bytes, output)) << number;
        EXPECT_GE(tests::luma_psnr(test.input, output), 38) << number;
    }
}

TEST_P(EveryEncoder, MakesKeyframesWhenAskedAndOnlyThen) {
    auto test = under_test();
    for (std::uint32_t number = 0; number < 60; ++number) {
        const bool asked = number == 17 || number == 18 || number == 41;
        const auto picture = test.encode(number, asked);
        EXPECT_EQ(picture.keyframe, asked || number == 0) << number;
    }
}

TEST_P(EveryEncoder, PutsParameterSetsBeforeEachKeyframeAndNowhereElse) {
    auto test = under_test();
    for (std::uint32_t number = 0; number < 6; ++number) {
        const auto types = tests::nal_types(test.encode(number, number == 3).bytes);
        const bool keyframe = number == 0 || number == 3;
        EXPECT_EQ(types, (keyframe ? std::vector{NalType::kSps, NalType::kPps, NalType::kIdrSlice}
                                   : std::vector{NalType::kSlice}))
            << number;
    }
}

TEST_P(EveryEncoder, MakesNoKeyframeOfACut) {
    auto test = under_test();
    test.encode(0, true);
    test.encode(1, false);
    EXPECT_FALSE(test.encode(500, false, 60).keyframe);
}

TEST_P(EveryEncoder, HoldsTheCeilingOnAverageAndGoesOnWithoutAKeyframe) {
    constexpr std::uint32_t kMostKilobits = 600;
    auto test = under_test(kMostKilobits);
    tests::TestDecoder decoder;
    Frame output(test.geometry);
    std::size_t bytes = 0;
    constexpr std::uint32_t kFrames = 400;  // 20 s
    for (std::uint32_t number = 0; number < kFrames; ++number) {
        const auto picture = test.encode(number, number % 40 == 0, 40);
        EXPECT_EQ(picture.keyframe, number % 40 == 0) << number;
        ASSERT_TRUE(decoder.decode(picture.bytes, output)) << number;
        bytes += picture.bytes.size();
    }
    EXPECT_LE(static_cast<double>(bytes) * 8 / 20 / 1000, kMostKilobits * 1.1);
    EXPECT_GE(static_cast<double>(bytes) * 8 / 20 / 1000, kMostKilobits * 0.6);
}

TEST_P(EveryEncoder, TakesTheSmallestPicture) {
    const auto geometry = boundary::FrameGeometry::create(16, 16).value();
    auto encoder = H264Encoder::create({GetParam().kind, kDefaultQuality, 1000, 25}, geometry);
    ASSERT_TRUE(encoder.ok());
    Frame frame(geometry);
    tests::draw_scene(frame, 0, 0);
    EXPECT_TRUE(encoder.value()->encode(frame, tests::moment(0), true).ok());
}

TEST(H264Encoder, RefusesAKindItDoesNotKnow) {
    const auto geometry = boundary::FrameGeometry::create(320, 180).value();
    EXPECT_FALSE(H264Encoder::create({static_cast<EncoderKind>(77), 28, 1000, 25}, geometry).ok());
}

}  // namespace
}  // namespace cordon::trusted::encode
