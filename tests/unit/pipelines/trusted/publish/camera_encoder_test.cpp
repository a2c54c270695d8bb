// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/camera_encoder.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/stream/recording_viewer.hpp"
#include "tests/unit/pipelines/trusted/publish/recording_encoder.hpp"
#include "tests/unit/pipelines/trusted/publish/test_ring.hpp"

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
    using Outcome = CameraEncoder::Outcome;

    // A frame that is `shade` all over and is to be shown when it came, at `at`.
    Arrival arrive(base::MonotonicTime at, std::uint8_t shade, std::uint64_t origin_ns = 0) {
        ring_.publish(shade, origin_ns);
        return {.number = ring_.reader().latest(), .seen = at, .presentation = at};
    }
    Outcome encode(base::MonotonicTime at) { return encode(at, ++shade_); }
    Outcome encode(base::MonotonicTime at, std::uint8_t shade) { return encoder_.encode(arrive(at, shade)); }
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

    tests::TestRing ring_{320, 180};
    std::uint8_t shade_ = 100;  // of the last frame
    tests::EncoderRecord record_;
    stream::Stream stream_{{"gate", "Gate", 320, 180}};
    CameraEncoder encoder_{ring_.reader(), record_.encoder(0, kBytesEach), stream_, kKeyframeInterval};
    tests::RecordingViewer viewer_;
    stream::Stream::Subscription subscription_ = stream_.subscribe(viewer_);
};

TEST_F(CameraEncoderTest, PutsEachPictureOnAirAsItIs) {
    EXPECT_EQ(encoder_.encode(arrive(kStart, 7, 55)), Outcome::kOnAir);
    EXPECT_EQ(encode(kStart + 40ms, 1), Outcome::kOnAir);
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

// In bad light such a camera's keyframes come late, and change every pixel a little.
TEST_F(CameraEncoderTest, KeepsAStillPictureOnAirWhileItWaitsForTheCamerasKeyframe) {
    constexpr int kCamerasInterval = 55;
    stream_.request_keyframe();
    std::vector<int> keyframes;
    for (int i = 7; i < 12 * kCamerasInterval; ++i) {
        const std::size_t before = viewer_.seen.size();
        encode(kStart + i * 40ms, static_cast<std::uint8_t>(i / kCamerasInterval));
        if (viewer_.seen.size() > before && viewer_.seen.back()->keyframe) {
            keyframes.push_back(i);
        }
    }
    for (std::size_t i = 1; i < viewer_.seen.size(); ++i) {
        EXPECT_LE(viewer_.seen[i]->presentation - viewer_.seen[i - 1]->presentation,
                  CameraEncoder::kUnchangedInterval + CameraEncoder::kKeyframeSoon + 40ms)
            << i;
    }
    ASSERT_GE(keyframes.size(), 11U);
    for (const int keyframe : std::span(keyframes).last(9)) {
        EXPECT_EQ(keyframe % kCamerasInterval, 0) << keyframe;
    }
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
    CameraEncoder quick(ring_.reader(), record_.encoder(1), stream_, 200ms);
    for (int i = 0; i < 11; ++i) {
        stream_.request_keyframe();
        quick.encode(arrive(kStart + i * 40ms, static_cast<std::uint8_t>(i)));
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
    EXPECT_EQ(encode(kStart + 1s), Outcome::kFailed);
    EXPECT_EQ(encode(kStart + 1040ms), Outcome::kFailed);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "E gate: this picture was to fail\n");
    record_.fail(false);
    // The same picture again: it never went on air.
    EXPECT_EQ(encode(kStart + 1080ms, shade_), Outcome::kOnAir);
    ASSERT_EQ(viewer_.seen.size(), 2U);
    EXPECT_EQ(viewer_.seen[1]->number, 2U);
    EXPECT_TRUE(viewer_.seen[1]->keyframe);
    EXPECT_EQ(encoder_.bytes(), 2 * kBytesEach);
}

TEST_F(CameraEncoderTest, ShowsNoSignalBeforeTheFirstPictureAndTheLastOneDarkenedAfterwards) {
    constexpr unsigned kGrey = 48;
    encoder_.encode_card(kStart);
    encoder_.encode(arrive(kStart + 1s, 200, 77));
    encoder_.encode_card(kStart + 2s);
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
    encoder_.encode_card(kStart);
    EXPECT_FALSE(encoder_.card_due(kStart + 999ms));
    EXPECT_TRUE(encoder_.card_due(kStart + 1s));
    encode(kStart + 1s);
    EXPECT_FALSE(encoder_.card_due(kStart + 1900ms));
}

TEST_F(CameraEncoderTest, WantsACardForAViewerWhoJoinsWhileTheCameraIsSilent) {
    encoder_.encode_card(kStart);
    EXPECT_FALSE(encoder_.card_due(kStart + 600ms));
    stream_.request_keyframe();
    EXPECT_TRUE(encoder_.card_due(kStart + 600ms));
    encoder_.encode_card(kStart + 600ms);
    EXPECT_TRUE(viewer_.seen.back()->keyframe);
    stream_.request_keyframe();
    EXPECT_FALSE(encoder_.card_due(kStart + 1050ms));
    EXPECT_TRUE(encoder_.card_due(kStart + 1100ms));
}

TEST_F(CameraEncoderTest, EncodesAnUnchangedPictureAgainOnceASecond) {
    (void)stream_.take_keyframe_request();
    std::vector<int> on_air;
    for (int i = 0; i < 100; ++i) {
        const Outcome outcome = encode(kStart + i * 40ms, 7);
        ASSERT_EQ(outcome == Outcome::kUnchanged, viewer_.seen.size() == on_air.size());
        if (outcome == Outcome::kOnAir) {
            on_air.push_back(i);
        }
    }
    // At 0, 0.96, and the keyframe two seconds after the first; and so on.
    EXPECT_THAT(on_air, ElementsAre(0, 24, 50, 74));
    EXPECT_TRUE(viewer_.seen[2]->keyframe);
    EXPECT_EQ(encoder_.last_change(), kStart);
}

TEST_F(CameraEncoderTest, DoesNotReadAPictureThatIsSaidToBeTheLastAgainUntilOneIsDue) {
    const auto said_to_repeat = [&](base::MonotonicTime at, std::uint8_t shade) {
        const Arrival arrival = arrive(at, shade);
        ring_.slot_of(arrival.number).repeats = 1;  // a lie, of which nothing else comes
        return encoder_.encode(arrival);
    };
    EXPECT_EQ(said_to_repeat(kStart, 7), Outcome::kOnAir) << "there is no last one";
    EXPECT_EQ(said_to_repeat(kStart + 40ms, 8), Outcome::kUnchanged);
    EXPECT_EQ(encoder_.last_picture(), kStart + 40ms);
    EXPECT_EQ(encoder_.last_change(), kStart);
    EXPECT_EQ(said_to_repeat(kStart + 960ms, 9), Outcome::kOnAir);
    EXPECT_EQ(encoder_.last_change(), kStart + 960ms);
    encoder_.encode_card(kStart + 2s);
    EXPECT_EQ(said_to_repeat(kStart + 2040ms, 9), Outcome::kOnAir) << "a card is no picture";
    EXPECT_THAT(record_.shades(), ElementsAre(7, 9, 9 / 2 + 8, 9));
}

TEST_F(CameraEncoderTest, ReadsAPictureThatRepeatsOneItNeverHad) {
    encode(kStart, 7);
    arrive(kStart + 40ms, 8);  // and is left out
    EXPECT_EQ(encode(kStart + 80ms, 8), Outcome::kOnAir);
    EXPECT_THAT(record_.shades(), ElementsAre(7, 8));
}

TEST_F(CameraEncoderTest, EncodesAPictureThatChangesAgainAtOnce) {
    encode(kStart, 7);
    EXPECT_EQ(encode(kStart + 40ms, 7), Outcome::kUnchanged);
    EXPECT_EQ(encode(kStart + 80ms, 8), Outcome::kOnAir);
    EXPECT_EQ(encode(kStart + 120ms, 7), Outcome::kOnAir);
    EXPECT_EQ(encoder_.last_change(), kStart + 120ms);
}

TEST_F(CameraEncoderTest, ShowsAViewerWhoJoinsAnUnchangedPictureAtOnce) {
    encode(kStart, 7);
    stream_.request_keyframe();
    EXPECT_EQ(encode(kStart + 480ms, 7), Outcome::kUnchanged);
    EXPECT_EQ(encode(kStart + 520ms, 7), Outcome::kOnAir);
    EXPECT_TRUE(viewer_.seen.back()->keyframe);
    EXPECT_EQ(encode(kStart + 560ms, 7), Outcome::kUnchanged);
}

TEST_F(CameraEncoderTest, TakesNoiseWithinItsToleranceForNoChangeAndComparesWithWhatIsOnAir) {
    CameraEncoder tolerant(ring_.reader(), record_.encoder(1), stream_, kKeyframeInterval, 4);
    const auto at = [&](int milliseconds, std::uint8_t shade) {
        return tolerant.encode(arrive(kStart + std::chrono::milliseconds(milliseconds), shade));
    };
    EXPECT_EQ(at(0, 100), Outcome::kOnAir);
    EXPECT_EQ(at(40, 103), Outcome::kUnchanged);
    EXPECT_EQ(at(80, 97), Outcome::kUnchanged);
    // Six from the last one, four from the one on air.
    EXPECT_EQ(at(120, 104), Outcome::kUnchanged);
    EXPECT_EQ(at(160, 105), Outcome::kOnAir);
    EXPECT_EQ(tolerant.last_change(), kStart + 160ms);
    EXPECT_EQ(at(200, 101), Outcome::kUnchanged);
    EXPECT_EQ(at(1120, 102), Outcome::kOnAir);  // about a second later, as it is now
    EXPECT_EQ(tolerant.last_change(), kStart + 160ms);
    EXPECT_EQ(tolerant.changes(), 7U);  // noise tells a sensor that works from one that hangs
    tolerant.encode_card(kStart + 2s);
    EXPECT_EQ(at(2040, 102), Outcome::kOnAir);
    EXPECT_THAT(record_.shades(), ElementsAre(100, 105, 102, 102 / 2 + 8, 102));
}

TEST_F(CameraEncoderTest, BelievesThatAPictureIsTheLastAgainWhereNoiseIsAllowedToo) {
    CameraEncoder tolerant(ring_.reader(), record_.encoder(1), stream_, kKeyframeInterval, 4);
    const auto at = [&](std::chrono::milliseconds since, std::uint8_t shade, std::uint64_t repeats) {
        const Arrival arrival = arrive(kStart + since, shade);
        ring_.slot_of(arrival.number).repeats = repeats;
        return tolerant.encode(arrival);
    };
    EXPECT_EQ(at(0ms, 100, 0), Outcome::kOnAir);
    EXPECT_EQ(at(40ms, 200, 1), Outcome::kUnchanged) << "a lie, and so nobody looked at it";
    EXPECT_EQ(at(80ms, 103, 0), Outcome::kUnchanged);
    EXPECT_EQ(at(120ms, 200, 1), Outcome::kUnchanged) << "nor at that which repeats mere noise";
    EXPECT_EQ(tolerant.last_picture(), kStart + 120ms);
    EXPECT_EQ(tolerant.last_change(), kStart);
    EXPECT_EQ(at(160ms, 110, 0), Outcome::kOnAir);
    EXPECT_EQ(at(200ms, 200, 1), Outcome::kUnchanged);
    EXPECT_EQ(at(1120ms, 112, 1), Outcome::kOnAir) << "due, and read";
    EXPECT_THAT(record_.shades(), ElementsAre(100, 110, 112));
}

// Nothing where nothing is known; else how many are unchanged of the 240 macroblocks of 320x180.
TEST_F(CameraEncoderTest, SaysWhichMacroblocksAreAsTheEncoderHadThemLast) {
    const auto expect_marked = [&](const std::vector<int>& expected) {
        std::vector<int> marked;
        for (const auto& picture : record_.pictures()) {
            const auto& marks = picture.unchanged;
            marked.push_back(marks.empty() ? -1 : static_cast<int>(std::ranges::count(marks, 1)));
        }
        EXPECT_EQ(marked, expected);
    };
    encode(kStart, 7);
    encode(kStart + 40ms, 8);
    encode(kStart + 80ms, 8);  // not encoded
    encode(kStart + 1s, 8);
    expect_marked({-1, 0, 240});
    encoder_.encode_card(kStart + 3s);
    encode(kStart + 3040ms, 8);
    encode(kStart + 3080ms, 9);
    expect_marked({-1, 0, 240, -1, -1, 0});
    testing::internal::CaptureStderr();
    record_.fail(true);
    encode(kStart + 3120ms, 10);
    record_.fail(false);
    encode(kStart + 3160ms, 10);
    testing::internal::GetCapturedStderr();
    encode(kStart + 4160ms, 10);
    expect_marked({-1, 0, 240, -1, -1, 0, 0, -1, 240});
    const Arrival gone = arrive(kStart + 4200ms, 11);
    for (std::uint32_t i = 0; i < boundary::kRingSlots; ++i) {
        ring_.publish(11);
    }
    encoder_.encode(gone);
    encode(kStart + 4240ms, 10);
    expect_marked({-1, 0, 240, -1, -1, 0, 0, -1, 240, -1});
}

TEST_F(CameraEncoderTest, MarksNothingWhereNoiseIsAllowed) {
    CameraEncoder tolerant(ring_.reader(), record_.encoder(1), stream_, kKeyframeInterval, 4);
    for (int i = 0; i < 3; ++i) {
        tolerant.encode(arrive(kStart + i * 1s, 100));
        EXPECT_TRUE(record_.pictures().back().unchanged.empty());
    }
    EXPECT_EQ(record_.pictures().size(), 3U);
}

TEST_F(CameraEncoderTest, ShowsThePictureAgainAfterACardThoughItIsTheSame) {
    encode(kStart, 7);
    encoder_.encode_card(kStart + 1s);
    EXPECT_EQ(encode(kStart + 1040ms, 7), Outcome::kOnAir);
    EXPECT_THAT(record_.shades(), ElementsAre(7, 7 / 2 + 8, 7));
}

TEST_F(CameraEncoderTest, ShowsNothingOfAFrameThatIsGone) {
    encode(kStart, 7);
    const Arrival gone = arrive(kStart + 40ms, 8);
    for (std::uint32_t i = 0; i < boundary::kRingSlots; ++i) {
        ring_.publish(9);
    }
    EXPECT_EQ(encoder_.encode(gone), Outcome::kLost);
    EXPECT_EQ(viewer_.seen.size(), 1U);
    EXPECT_EQ(encode(kStart + 80ms, 7), Outcome::kOnAir);
}

}  // namespace
}  // namespace cordon::trusted::publish
