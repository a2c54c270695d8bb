// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/camera_encoder.hpp"

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/stream/recording_viewer.hpp"
#include "tests/unit/pipelines/trusted/publish/recording_encoder.hpp"

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::chrono::milliseconds kKeyframeInterval{2000};
constexpr base::MonotonicTime kStart{100s};
constexpr std::size_t kBytesEach = 700;

class CameraEncoderTest : public testing::Test {
protected:
    encode::FramePtr frame(base::MonotonicTime at, std::uint8_t shade = 1, std::uint64_t origin_ns = 0) {
        auto made = pool_.take();
        std::memset(made->pixels().data(), shade, made->pixels().size());
        made->arrival = made->presentation = at;
        made->origin_ns = origin_ns;
        return made;
    }
    bool encode(base::MonotonicTime at) { return encoder_.encode(frame(at)); }
    // Frames 40 ms apart; which of them became keyframes, by number from 0.
    std::vector<int> keyframes_among(int frames, base::MonotonicTime first) {
        std::vector<int> keyframes;
        for (int i = 0; i < frames; ++i) {
            encode(first + i * 40ms);
            if (viewer_.seen.back()->keyframe) {
                keyframes.push_back(i);
            }
        }
        return keyframes;
    }

    encode::FramePool pool_{boundary::FrameGeometry::create(320, 180).value(), 4};
    encode::Frame card_{boundary::FrameGeometry::create(320, 180).value()};
    tests::EncoderRecord record_;
    stream::Stream stream_{{"gate", "Gate", 320, 180}};
    CameraEncoder encoder_{record_.encoder(0, kBytesEach), stream_, kKeyframeInterval};
    tests::RecordingViewer viewer_;
    stream::Stream::Subscription subscription_ = stream_.subscribe(viewer_);
};

TEST_F(CameraEncoderTest, PutsEachPictureOnAirAsItIs) {
    EXPECT_TRUE(encoder_.encode(frame(kStart, 7, 55)));
    EXPECT_TRUE(encode(kStart + 40ms));
    ASSERT_EQ(viewer_.seen.size(), 2U);
    EXPECT_EQ(viewer_.seen[0]->number, 1U);
    EXPECT_EQ(viewer_.seen[0]->presentation, kStart);
    EXPECT_EQ(viewer_.seen[0]->origin_ns, 55U);
    EXPECT_EQ(viewer_.seen[0]->bytes.size(), kBytesEach);
    EXPECT_EQ(viewer_.seen[1]->number, 2U);
    EXPECT_EQ(viewer_.seen[1]->presentation, kStart + 40ms);
    EXPECT_THAT(record_.shades(), ElementsAre(7, 1));
    EXPECT_EQ(encoder_.bytes(), 2 * kBytesEach);
}

TEST_F(CameraEncoderTest, MakesTheFirstPictureAKeyframeAndThenOneEachInterval) {
    EXPECT_THAT(keyframes_among(125, kStart), ElementsAre(0, 50, 100));
}

TEST_F(CameraEncoderTest, MakesAKeyframeForAViewerWhoJoins) {
    keyframes_among(20, kStart);
    stream_.request_keyframe();
    EXPECT_THAT(keyframes_among(52, kStart + 800ms), ElementsAre(0, 50));
}

TEST_F(CameraEncoderTest, MakesKeyframesForViewersNoOftenerThanTwiceASecondAndForgetsNone) {
    keyframes_among(1, kStart);
    for (int i = 0; i < 30; ++i) {
        stream_.request_keyframe();
        EXPECT_EQ(keyframes_among(1, kStart + (i + 1) * 40ms).size(), i == 12 || i == 25 ? 1U : 0U) << i;
    }
    // The last of them was asked for by those who came since.
    EXPECT_THAT(keyframes_among(20, kStart + 1240ms), ElementsAre(8));
}

TEST_F(CameraEncoderTest, KeepsAShortIntervalAlsoWhenViewersAsk) {
    CameraEncoder quick(record_.encoder(1), stream_, 200ms);
    for (int i = 0; i < 11; ++i) {
        stream_.request_keyframe();
        quick.encode(frame(kStart + i * 40ms));
        EXPECT_EQ(viewer_.seen.back()->keyframe, i % 5 == 0) << i;
    }
}

TEST_F(CameraEncoderTest, NeverStampsAPictureBeforeOrWithTheLast) {
    for (const auto& at : {kStart, kStart, kStart - 1s, kStart + 5us, kStart + 40ms}) {
        encode(at);
    }
    for (std::size_t i = 1; i < viewer_.seen.size(); ++i) {
        // A tick of the 90 kHz clock that viewers' protocols have.
        EXPECT_GE(viewer_.seen[i]->presentation - viewer_.seen[i - 1]->presentation, 11'112ns) << i;
    }
    EXPECT_EQ(viewer_.seen.back()->presentation, kStart + 40ms);
}

TEST_F(CameraEncoderTest, GoesOnWithAKeyframeAndWithoutAGapAfterAPictureThatCouldNotBeEncoded) {
    encode(kStart);
    record_.fail(true);
    testing::internal::CaptureStderr();
    EXPECT_FALSE(encode(kStart + 1s));
    EXPECT_FALSE(encode(kStart + 1040ms));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "E gate: this picture was to fail\n");
    record_.fail(false);
    EXPECT_TRUE(encode(kStart + 1080ms));
    ASSERT_EQ(viewer_.seen.size(), 2U);
    EXPECT_EQ(viewer_.seen[1]->number, 2U);
    EXPECT_TRUE(viewer_.seen[1]->keyframe);
    EXPECT_EQ(encoder_.bytes(), 2 * kBytesEach);
}

TEST_F(CameraEncoderTest, ShowsNoSignalBeforeTheFirstPictureAndTheLastOneDarkenedAfterwards) {
    constexpr unsigned kGrey = 48;
    encoder_.encode_card(card_, kStart);
    encoder_.encode(frame(kStart + 1s, 200, 77));
    encoder_.encode_card(card_, kStart + 2s);
    const auto pictures = record_.pictures();
    EXPECT_EQ(pictures[0].shade, kGrey);
    EXPECT_NE(pictures[0].middle, kGrey);  // the banner
    EXPECT_EQ(pictures[2].shade, 200U / 2 + 8);
    EXPECT_EQ(viewer_.seen[2]->presentation, kStart + 2s);
    EXPECT_EQ(viewer_.seen[2]->origin_ns, 0U);  // measures nothing
    EXPECT_EQ(viewer_.seen[2]->number, 3U);
    EXPECT_EQ(encoder_.bytes(), 3 * kBytesEach);
}

TEST_F(CameraEncoderTest, WantsACardAtOnceAndThenEachSecond) {
    (void)stream_.take_keyframe_request();
    EXPECT_TRUE(encoder_.card_due(kStart));
    encoder_.encode_card(card_, kStart);
    EXPECT_FALSE(encoder_.card_due(kStart + 999ms));
    EXPECT_TRUE(encoder_.card_due(kStart + 1s));
    encode(kStart + 1s);
    EXPECT_FALSE(encoder_.card_due(kStart + 1900ms));
}

TEST_F(CameraEncoderTest, WantsACardForAViewerWhoJoinsWhileTheCameraIsSilent) {
    encoder_.encode_card(card_, kStart);
    EXPECT_FALSE(encoder_.card_due(kStart + 600ms));
    stream_.request_keyframe();
    EXPECT_TRUE(encoder_.card_due(kStart + 600ms));
    encoder_.encode_card(card_, kStart + 600ms);
    EXPECT_TRUE(viewer_.seen.back()->keyframe);
    stream_.request_keyframe();
    EXPECT_FALSE(encoder_.card_due(kStart + 1050ms));
    EXPECT_TRUE(encoder_.card_due(kStart + 1100ms));
}

TEST_F(CameraEncoderTest, GivesAFrameBackWhenTheNextHasComeAndNotBefore) {
    for (int i = 0; i < 10; ++i) {
        encode(kStart + i * 40ms);
    }
    std::vector<encode::FramePtr> taken;
    while (auto frame = pool_.take()) {
        taken.push_back(std::move(frame));
    }
    EXPECT_EQ(taken.size(), 3U);
}

}  // namespace
}  // namespace cordon::trusted::publish
