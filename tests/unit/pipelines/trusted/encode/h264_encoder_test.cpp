// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/h264_encoder.hpp"

#include "tests/unit/pipelines/trusted/encode/declared_colours.hpp"
#include "tests/unit/pipelines/trusted/encode/encoder_cases.hpp"

namespace cordon::trusted::encode {
namespace {

using boundary::EncoderKind;
using boundary::EncoderPreset;
using stream::NalType;

struct Case {
    EncoderKind kind;
    EncoderPreset preset;
    const char* name;
};
constexpr std::uint32_t kDefaultQuality = 26;

// What both encoders promise with every preset.
class EveryEncoder : public ::testing::TestWithParam<Case> {
protected:
    tests::EncoderUnderTest under_test(std::uint32_t most_kilobits = 20'000) {
        return {GetParam().kind, GetParam().preset, kDefaultQuality, most_kilobits};
    }
};
INSTANTIATE_TEST_SUITE_P(
    H264Encoder, EveryEncoder,
    ::testing::Values(Case{EncoderKind::kOpenH264, EncoderPreset::kLive, "OpenH264Live"},
                      Case{EncoderKind::kOpenH264, EncoderPreset::kBalanced, "OpenH264Balanced"},
                      Case{EncoderKind::kOpenH264, EncoderPreset::kArchive, "OpenH264Archive"},
                      Case{EncoderKind::kX264, EncoderPreset::kLive, "X264Live"},
                      Case{EncoderKind::kX264, EncoderPreset::kBalanced, "X264Balanced"},
                      Case{EncoderKind::kX264, EncoderPreset::kArchive, "X264Archive"}),
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

TEST_P(EveryEncoder, SaysThePinnedColours) {
    using boundary::Colours;
    const auto said = [](Colours pinned) {
        const auto geometry = boundary::FrameGeometry::create(320, 180, pinned).value();
        auto encoder =
            H264Encoder::create({GetParam().kind, GetParam().preset, kDefaultQuality, 1000, 25}, geometry)
                .value();
        Frame frame(geometry);
        tests::draw_scene(frame, 0, 0);
        return tests::declared_colours(encoder->encode(frame, tests::moment(0), true).value().bytes);
    };
    using Declared = tests::DeclaredColours;
    EXPECT_EQ(said(Colours::kBt709), (Declared{false, 1, 1, 1}));
    EXPECT_EQ(said(Colours::kBt601), (Declared{false, 6, 6, 6}));
    EXPECT_EQ(said(Colours::kBt709Full), (Declared{true, 1, 1, 1}));
    EXPECT_EQ(said(Colours::kBt601Full), (Declared{true, 6, 6, 6}));
}

TEST_P(EveryEncoder, QuantisesFullRangeAStepMore) {
    const auto bytes = [](boundary::Colours pinned, std::uint32_t quality) {
        const auto geometry = boundary::FrameGeometry::create(320, 180, pinned).value();
        auto encoder =
            H264Encoder::create({GetParam().kind, GetParam().preset, quality, 20'000, 25}, geometry).value();
        Frame frame(geometry);
        tests::draw_scene(frame, 0, 4);
        return encoder->encode(frame, tests::moment(0), true).value().bytes.size();
    };
    EXPECT_EQ(bytes(boundary::Colours::kBt709Full, 25), bytes(boundary::Colours::kBt709, 26));
    EXPECT_LT(bytes(boundary::Colours::kBt709Full, 26), bytes(boundary::Colours::kBt709, 26));
    EXPECT_EQ(bytes(boundary::Colours::kBt709Full, 51), bytes(boundary::Colours::kBt709, 51));
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

TEST_P(EveryEncoder, ReachesTheCoarsestQuantiserFromTheQualitiesInUse) {
    for (const std::uint32_t quality : {15U, kDefaultQuality}) {
        const auto bytes_under = [&](std::uint32_t most_kilobits) {
            tests::EncoderUnderTest test(GetParam().kind, GetParam().preset, quality, most_kilobits);
            std::size_t bytes = 0;
            for (std::uint32_t number = 0; number < 60; ++number) {
                const auto size = test.encode(number, number == 0, 60).bytes.size();
                bytes += number < 40 ? 0 : size;
            }
            return bytes;
        };
        EXPECT_LT(bytes_under(10), bytes_under(200'000) / 20) << quality;
    }
}

TEST_P(EveryEncoder, GivesAQualityAboutTheSamePictureAsTheDefault) {
    const auto mean_psnr = [](tests::EncoderUnderTest test) {
        tests::TestDecoder decoder;
        Frame output(test.geometry);
        double sum = 0;
        for (std::uint32_t number = 0; number < 30; ++number) {
            EXPECT_TRUE(decoder.decode(test.encode(number, number == 0).bytes, output));
            sum += tests::luma_psnr(test.input, output);
        }
        return sum / 30;
    };
    EXPECT_NEAR(mean_psnr(under_test()),
                mean_psnr({EncoderKind::kOpenH264, EncoderPreset::kLive, kDefaultQuality}),
                3);  // a film of noise is a hard one: 1.5 on footage (bench/README.md)
}

TEST_P(EveryEncoder, TakesTheSmallestPicture) {
    const auto geometry = boundary::FrameGeometry::create(16, 16).value();
    auto encoder =
        H264Encoder::create({GetParam().kind, GetParam().preset, kDefaultQuality, 1000, 25}, geometry);
    ASSERT_TRUE(encoder.ok());
    Frame frame(geometry);
    tests::draw_scene(frame, 0, 0);
    EXPECT_TRUE(encoder.value()->encode(frame, tests::moment(0), true).ok());
}

TEST(H264Encoder, RefusesAKindItDoesNotKnow) {
    const auto geometry = boundary::FrameGeometry::create(320, 180).value();
    EXPECT_FALSE(
        H264Encoder::create({static_cast<EncoderKind>(77), EncoderPreset::kLive, 28, 1000, 25}, geometry)
            .ok());
}

}  // namespace
}  // namespace cordon::trusted::encode
