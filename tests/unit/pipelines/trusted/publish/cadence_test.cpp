// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/cadence.hpp"

#include <random>

#include <gtest/gtest.h>

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;
using Duration = Cadence::Duration;

constexpr Duration kOrdinarySilence = 700ms;

int below(int bound, std::mt19937& random) {
    return static_cast<int>(random() % static_cast<unsigned>(bound));
}

class CadenceTest : public testing::Test {
protected:
    // One more frame, `gap` after the last; when it is to be shown.
    base::MonotonicTime frame_after(Duration gap) { return cadence_.on_frame(seen_ += gap); }
    void frames(int count, Duration gap) {
        for (int i = 0; i < count; ++i) {
            frame_after(gap);
        }
    }

    Cadence cadence_;
    base::MonotonicTime seen_{100s};
};

TEST_F(CadenceTest, CallsACameraItKnowsNothingOfSilentEarly) {
    EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
    frame_after(0ms);
    EXPECT_EQ(cadence_.interval(), 0ms);
    EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
}

TEST_F(CadenceTest, LearnsAnOrdinaryRhythmFromOneInterval) {
    frames(2, 40ms);
    EXPECT_EQ(cadence_.interval(), 40ms);
    EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
}

TEST_F(CadenceTest, DoesNotTakeOneLongGapForTheRhythm) {
    for (const Duration gap : {Duration(5s), Duration(300ms)}) {
        cadence_ = {};
        frames(2, gap);
        EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
        frame_after(40ms);
        EXPECT_EQ(cadence_.interval(), 40ms);
    }
}

TEST_F(CadenceTest, KeepsItsRhythmOverASilence) {
    frames(25, 40ms);
    for (int silence = 0; silence < 5; ++silence) {
        frame_after(7s);
        EXPECT_EQ(cadence_.interval(), 40ms) << silence;
        EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence) << silence;
        frame_after(40ms);
    }
}

TEST_F(CadenceTest, LearnsTheShortestOfThreeIntervalsItDidNotExpect) {
    frames(25, 40ms);
    frame_after(120ms);
    frame_after(100ms);
    EXPECT_EQ(cadence_.interval(), 40ms);
    frame_after(9s);
    EXPECT_EQ(cadence_.interval(), 100ms);
    EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
}

TEST_F(CadenceTest, ForgetsAnIntervalItDidNotExpectWhenTheRhythmGoesOn) {
    frames(25, 40ms);
    for (int i = 0; i < 10; ++i) {
        frames(2, 100ms);
        frame_after(40ms);
    }
    EXPECT_EQ(cadence_.interval(), 40ms);
}

TEST_F(CadenceTest, WaitsLongerForACameraThatIsSlowThreeTimesInARow) {
    frames(3, 2s);
    EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
    frame_after(2s);
    EXPECT_EQ(cadence_.silence_limit(), 6s);
    frames(3, 40ms);
    EXPECT_EQ(cadence_.interval(), 40ms);
    EXPECT_EQ(cadence_.silence_limit(), kOrdinarySilence);
}

TEST_F(CadenceTest, WaitsForNoCameraLongerThanHalfAMinute) {
    frames(10, 1h);
    EXPECT_EQ(cadence_.silence_limit(), 30s);
}

TEST_F(CadenceTest, FollowsASlowChangeOfTheRhythm) {
    frames(25, 40ms);
    frames(100, 50ms);
    EXPECT_NEAR(static_cast<double>(cadence_.interval().count()), 50e6, 0.1e6);
}

class OrdinaryCamera : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Cadence, OrdinaryCamera, testing::Values(5, 8, 10, 12, 15, 25, 50));

// Jitter, lost frames and silences of every length, but never three in a row.
TEST_P(OrdinaryCamera, IsNeverGivenMoreThanTheShortestSilenceWhateverHappensToIt) {
    const Duration interval = Duration(1s) / GetParam();
    std::mt19937 random(static_cast<unsigned>(GetParam()));
    Cadence cadence;
    base::MonotonicTime seen(100s);
    for (int i = 0; i < 20'000; ++i) {
        const auto jitter = interval * (below(41, random) - 20) / 100;
        const bool silence = i % 3 == 0 && below(4, random) == 0;
        const bool lost = i % 3 == 1 && below(8, random) == 0;
        seen += silence ? Duration(1ms) * below(20'000, random) : interval * (lost ? 2 : 1) + jitter;
        cadence.on_frame(seen);
        ASSERT_EQ(cadence.silence_limit(), kOrdinarySilence) << i;
    }
}

TEST_F(CadenceTest, ShowsPicturesMoreEvenlyThanTheyCame) {
    std::mt19937 random(1);
    Duration came{0};
    Duration shown{0};
    const base::MonotonicTime start = seen_;
    base::MonotonicTime last_seen{};
    base::MonotonicTime last_shown{};
    for (int i = 1; i <= 500; ++i) {
        seen_ = start + i * 40ms + 1ms * below(16, random);
        const base::MonotonicTime due = cadence_.on_frame(seen_);
        if (i > 20) {
            came += std::chrono::abs(seen_ - last_seen - 40ms);
            shown += std::chrono::abs(due - last_shown - 40ms);
        }
        last_seen = seen_;
        last_shown = due;
    }
    EXPECT_LT(shown, came / 4);
}

TEST_F(CadenceTest, ShowsNoPictureHalfAnIntervalAwayFromWhenItCame) {
    for (const Duration gap : {40ms, 59ms, 33ms, 21ms, 30ms, 44ms}) {
        for (int i = 0; i < 50; ++i) {
            const base::MonotonicTime due = frame_after(gap);
            ASSERT_LE(std::chrono::abs(due - seen_), cadence_.interval() / 2) << gap.count() << " " << i;
        }
    }
}

// For a while nothing gets through; then all that waited comes at once, or one close behind the other.
TEST_F(CadenceTest, LetsNoHiccupShowInTheTimesOfThePictures) {
    for (const Duration apart : {0ms, 3ms}) {
        for (const Duration hiccup : {50ms, 80ms, 115ms}) {
            cadence_ = {};
            base::MonotonicTime free_again = seen_ + 100 * 40ms + hiccup;
            for (int i = 0; i < 200; ++i) {
                const base::MonotonicTime due = seen_ + i * 40ms;
                const bool waits = i >= 100 && due < free_again;
                const base::MonotonicTime shown = cadence_.on_frame(waits ? free_again : due);
                free_again += waits ? apart : 0ms;
                ASSERT_NEAR(static_cast<double>((shown - due).count()), 0, 8e6) << i << " " << hiccup.count();
            }
        }
    }
}

TEST_F(CadenceTest, ShowsAPictureThatIsTooLateWhenItComes) {
    frames(100, 40ms);
    EXPECT_EQ(frame_after(300ms), seen_);
    EXPECT_EQ(frame_after(40ms), seen_);
}

TEST_F(CadenceTest, IsBackInStepWhenTheCameraLeftOneOut) {
    frames(100, 40ms);
    EXPECT_GT(frame_after(80ms), seen_ - 40ms);
    EXPECT_GE(frame_after(40ms), seen_ - 20ms);
    frames(25, 40ms);
    EXPECT_GE(frame_after(40ms), seen_ - 2ms);
}

TEST_F(CadenceTest, SleepsUntilJustBeforeTheNextFrame) {
    frames(50, 40ms);
    const base::MonotonicTime look = cadence_.next_look(seen_);
    EXPECT_GT(look, seen_ + 38ms);
    EXPECT_LT(look, seen_ + 40ms);
}

TEST_F(CadenceTest, LooksOftenWhileAFrameIsDueLessOnceItIsLateAndLeastWhileTheCameraIsSilent) {
    frames(50, 40ms);
    EXPECT_EQ(cadence_.next_look(seen_ + 40ms), seen_ + 40ms + Cadence::kFine);
    EXPECT_EQ(cadence_.next_look(seen_ + 60ms), seen_ + 60ms + Cadence::kCoarse);
    EXPECT_EQ(cadence_.next_look(seen_ + 2s), seen_ + 2s + Cadence::kSilent);
}

// Pictures that take long to decode come with jitter, which is little of a slow camera's interval.
TEST_F(CadenceTest, SleepsForASlowCameraWhosePicturesComeUnevenlyAndLooksForThemLessFinely) {
    for (int i = 0; i < 50; ++i) {
        frame_after(i % 2 == 0 ? 115ms : 135ms);
    }
    const base::MonotonicTime look = cadence_.next_look(seen_);
    EXPECT_GT(look, seen_ + 80ms);
    EXPECT_LT(look, seen_ + 115ms);
    EXPECT_GT(cadence_.next_look(seen_ + 115ms), seen_ + 115ms + 2 * Cadence::kFine);
    EXPECT_LE(cadence_.next_look(seen_ + 115ms), seen_ + 115ms + Cadence::kCoarse);
}

TEST_F(CadenceTest, LooksSteadilyWhileThereIsNoRhythm) {
    EXPECT_EQ(cadence_.next_look(seen_), seen_ + Cadence::kSilent);
    frame_after(0ms);
    EXPECT_EQ(cadence_.next_look(seen_), seen_ + Cadence::kCoarse);
    std::mt19937 random(1);
    for (int i = 0; i < 50; ++i) {
        frame_after(30ms + 1ms * below(30, random));
    }
    EXPECT_EQ(cadence_.next_look(seen_), seen_ + Cadence::kCoarse);
}

}  // namespace
}  // namespace cordon::trusted::publish
