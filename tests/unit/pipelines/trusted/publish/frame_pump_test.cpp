// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/frame_pump.hpp"

#include <algorithm>
#include <thread>

#include <gmock/gmock.h>

#include "tests/unit/pipelines/trusted/publish/frame_pump_fixture.hpp"

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;
using stream::PictureState;
using ::testing::ElementsAre;

TEST_F(FramePumpTest, EncodesEveryFrameInOrderWhileItKeepsUp) {
    start(2);
    for (unsigned i = 1; i <= 200; ++i) {
        frame(kGate, static_cast<std::uint8_t>(i));
        air_.await(i);
        pass(40ms);
    }
    stop();
    const auto shades = record_.shades();
    for (unsigned i = 0; i < 200; ++i) {
        ASSERT_EQ(shades[i], i + 1);
    }
    EXPECT_EQ(counts(kGate).frames_in, 200U);
    EXPECT_EQ(counts(kGate).frames_out, 200U);
    EXPECT_EQ(counts(kGate).frames_skipped, 0U);
    EXPECT_EQ(counts(kGate).bytes_out, 200U * 100);
    EXPECT_EQ(counts(kGate).last_frame_ns, base::to_nanoseconds(kStart + 199 * 40ms));
    EXPECT_EQ(counts(kYard).frames_in, 0U);
}

TEST_F(FramePumpTest, LetsTheOldestFramesGiveWayWhenAQueueIsFull) {
    start(1);
    record_.hold(kGate);
    frame(kGate, 100);
    record_.await_begun(1);
    for (std::uint8_t i = 1; i <= FramePump::kQueued + 2; ++i) {
        frame(kGate, i);
    }
    record_.release();
    air_.await(7);
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(100, 3, 4, 5, 6, 7, 8));
    EXPECT_EQ(counts(kGate).frames_in, 9U);
    EXPECT_EQ(counts(kGate).frames_skipped, 2U);
    EXPECT_EQ(counts(kGate).frames_out, 7U);
}

TEST_F(FramePumpTest, LetsAFrameThatWaitedTooLongGiveWayToANewerOne) {
    start(1);
    record_.hold(kGate);
    frame(kGate, 100);
    record_.await_begun(1);
    frame(kGate, 1);
    frame(kGate, 2);
    pass(FramePump::kOldest + 1ms);
    frame(kGate, 3);
    frame(kGate, 4);
    record_.release();
    air_.await(3);
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(100, 3, 4));
    EXPECT_EQ(counts(kGate).frames_skipped, 2U);
}

TEST_F(FramePumpTest, EncodesAnOldFrameThatIsTheNewest) {
    start(1);
    record_.hold(kGate);
    frame(kGate, 100);
    record_.await_begun(1);
    frame(kGate, 1);
    pass(10s);
    record_.release();
    air_.await(2);
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(100, 1));
    EXPECT_EQ(counts(kGate).frames_skipped, 0U);
}

TEST_F(FramePumpTest, NeverHasACameraOnTwoThreadsAndLetsABusyOneHoldUpNoOther) {
    start(2);
    record_.hold(kGate);
    frame(kGate, 1);
    record_.await_begun(1);
    frame(kGate, 2);
    // Work is taken in the order it came: when the yard is done, the idle thread has passed the gate's second
    // frame by.
    for (std::uint8_t i = 1; i <= 5; ++i) {
        frame(kYard, i);
        air_.await(i);
    }
    EXPECT_EQ(record_.most_at_once(), 1);
    EXPECT_EQ(record_.pictures().size(), 6U);
    record_.release();
    air_.await(7);
    stop();
    EXPECT_EQ(record_.most_at_once(), 1);
    EXPECT_EQ(counts(kYard).frames_out, 5U);
    EXPECT_EQ(counts(kYard).frames_skipped, 0U);
}

TEST_F(FramePumpTest, NeverHasACameraOnTwoThreadsUnderLoad) {
    start(4);
    for (unsigned i = 0; i < 2000; ++i) {
        frame(i % 2, static_cast<std::uint8_t>(i / 2));
        if (i % 8 == 0) {
            air_.await(i / 8);
        }
    }
    stop();
    EXPECT_EQ(record_.most_at_once(), 1);
}

TEST_F(FramePumpTest, LetsCamerasTakeTurns) {
    start(1);
    record_.hold(kGate);
    frame(kGate, 1);
    record_.await_begun(1);
    frame(kGate, 2);
    frame(kGate, 3);
    frame(kYard, 10);
    frame(kYard, 11);
    record_.release();
    air_.await(5);
    EXPECT_THAT(record_.shades(), ElementsAre(1, 10, 2, 11, 3));
}

TEST_F(FramePumpTest, EncodesAPictureThatDoesNotChangeOnceASecondAndSaysSo) {
    start(1);
    constexpr int kFrames = 100;  // 4 s
    for (int i = 0; i < kFrames; ++i) {
        frame(kGate, 7);
        rest();
        pump_->tick();
        EXPECT_EQ(streams_[kGate].state(),
                  i * 40ms < FramePump::kUnchangedAfter ? PictureState::kLive : PictureState::kUnchanged)
            << i;
        pass(40ms);
    }
    EXPECT_EQ(streams_[kGate].state_since(), kStart);
    const base::MonotonicTime moved = clock_.now();
    frame(kGate, 8);
    rest();
    pass(50ms);
    pump_->tick();
    EXPECT_EQ(streams_[kGate].state(), PictureState::kLive);
    EXPECT_EQ(streams_[kGate].state_since(), moved);
    stop();
    // Once a second, and every two seconds a keyframe. The yard shows cards meanwhile.
    EXPECT_EQ(std::ranges::count(record_.shades(), 7U), 4);
    EXPECT_EQ(std::ranges::count(record_.shades(), 8U), 1);
    EXPECT_EQ(counts(kGate).frames_in, kFrames + 1U);
    EXPECT_EQ(counts(kGate).frames_out, 5U);
    EXPECT_EQ(counts(kGate).frames_unchanged, kFrames - 4U);
    EXPECT_EQ(counts(kGate).frames_changed, 2U);
    EXPECT_EQ(counts(kGate).frames_skipped, 0U);
}

TEST_F(FramePumpTest, CallsNoPictureUnchangedBeforeItWasLookedAt) {
    start(1);
    frame(kGate, 7);
    rest();
    pump_->on_silence(kGate, clock_.now());
    air_.await(2);  // the picture and its card
    record_.hold(kYard);
    frame(kYard, 1);
    record_.await_begun(3);  // so that the only thread is busy
    pass(FramePump::kUnchangedAfter * 2);
    frame(kGate, 8);
    pump_->tick();
    EXPECT_EQ(streams_[kGate].state(), PictureState::kLive);
    record_.release();
    stop();
}

TEST_F(FramePumpTest, SaysThatItIsOverloadedWhenFramesGiveWayForSecondsAndNoLongerOnceTheyDoNot) {
    start(1);
    // Of each four frames two have waited too long by the time there is a thread for them.
    frame(kYard, 1);  // which so shows no cards
    air_.await(1);
    std::size_t begun = 1;
    const auto second = [&](bool overloaded) {
        for (std::uint8_t i = 0; i < 5; ++i) {
            if (overloaded) {
                record_.hold(kGate);
            }
            frame(kGate, static_cast<std::uint8_t>(++begun));
            record_.await_begun(begun);
            for (std::uint8_t more = 0; overloaded && more < 3; ++more) {
                frame(kGate, 200);
            }
            pass(200ms);
            record_.release();
            begun += overloaded ? 1 : 0;
            record_.await_done(begun);
            rest();
            pump_->tick();
        }
    };
    second(false);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(streams_[kGate].state(), i < 3 ? PictureState::kLive : PictureState::kOverloaded) << i;
        second(true);
    }
    EXPECT_EQ(streams_[kGate].pace().came, 20U);
    EXPECT_EQ(streams_[kGate].pace().shown, 10U);
    second(false);
    second(false);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kLive);
    stop();
}

// Two seconds in which one frame of five is shown, of 25 a second: encoding goes first.
TEST_F(FramePumpTest, EncodesFirstWhereMostFramesGiveWayAndKeepsACameraThatWaitsForAKeyframe) {
    start(1);
    frame(kYard, 1);  // which so shows no cards
    air_.await(1);
    std::size_t begun = 1;
    for (int i = 0; i < 10; ++i) {
        record_.hold(kGate);
        frame(kGate, static_cast<std::uint8_t>(++begun));
        record_.await_begun(begun);
        for (std::uint8_t more = 0; more < 8; ++more) {
            frame(kGate, 200);
        }
        pass(200ms);
        record_.release();
        record_.await_done(++begun);
        rest();
        pump_->tick();
    }
    pump_->on_silence(kGate, clock_.now());
    tick_for(1s);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kOverloaded) << "not silent: its decoder waits";
    EXPECT_EQ(streams_[kGate].pace().came, 45U) << "as many as before";
    frame(kGate, 7);
    record_.await_done(++begun);  // by the threads that go first
    pump_->on_silence(kGate, clock_.now());
    tick_for(FramePump::kSilentWhileShort + 100ms);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kStale);
    stop();
}

// A decoder that lies about how many frames there were, or a camera that sends more than it may.
TEST_F(FramePumpTest, GoesOnAsBeforeWhereARingSaysThatThousandsOfFramesWereLost) {
    start(1);
    for (std::uint8_t i = 0; i < 100; ++i) {
        frame(kYard, i);
        frame(kGate, i);
        pump_->on_lost(kGate, 40);
        rest();
        pass(40ms);
        pump_->tick();
    }
    EXPECT_EQ(streams_[kGate].state(), PictureState::kOverloaded);
    EXPECT_EQ(streams_[kYard].state(), PictureState::kLive);
    pump_->on_silence(kYard, clock_.now());
    EXPECT_EQ(streams_[kYard].state(), PictureState::kStale) << "at once: encoding does not go first";
    stop();
}

TEST_F(FramePumpTest, CountsAFrameThatIsGoneBeforeItsTurnAsLost) {
    start(1);
    record_.hold(kYard);
    frame(kYard, 1);
    record_.await_begun(1);
    frame(kGate, 1);
    for (std::uint32_t i = 0; i < boundary::kRingSlots; ++i) {
        rings_[kGate].publish(9);  // nobody saw them yet
    }
    record_.release();
    frame(kGate, 2);
    air_.await(2);
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(1, 2));
    EXPECT_EQ(counts(kGate).frames_lost, 1U);
    EXPECT_EQ(counts(kGate).frames_out, 1U);
}

TEST_F(FramePumpTest, CountsWhatTheRingLost) {
    start(1);
    pump_->on_lost(kYard, 3);
    pump_->on_lost(kYard, 4);
    EXPECT_EQ(counts(kYard).frames_lost, 7U);
    EXPECT_EQ(counts(kGate).frames_lost, 0U);
}

TEST_F(FramePumpTest, SaysSinceWhenAnEncoderStandsStillHoweverManyFramesGiveWayMeanwhile) {
    start(1);
    EXPECT_EQ(pump_->last_turn(), kStart);
    record_.hold(kGate);
    frame(kGate, 1);
    record_.await_begun(1);
    for (std::uint8_t i = 0; i < 100; ++i) {
        pass(100ms);
        frame(kGate, i);
    }
    EXPECT_EQ(pump_->last_turn(), kStart);
    record_.release();
    rest();
    while (pump_->last_turn() != clock_.now()) {  // the thread counts before it is done
        std::this_thread::yield();
    }
    stop();
}

TEST_F(FramePumpTest, CountsAPictureThatCouldNotBeEncodedAsNotOut) {
    start(1);
    record_.fail(true);
    frame(kGate, 1);
    record_.await_done(1);
    record_.fail(false);
    frame(kGate, 2);
    air_.await(1);
    stop();
    EXPECT_EQ(counts(kGate).frames_in, 2U);
    EXPECT_EQ(counts(kGate).frames_out, 1U);
}

TEST_F(FramePumpTest, EndsWithFramesStillQueued) {
    start(1);
    record_.hold(kGate);
    frame(kGate, 1);
    record_.await_begun(1);
    frame(kGate, 2);
    frame(kYard, 3);
    std::thread releasing([this] { record_.release(); });
    stop();
    releasing.join();
}

}  // namespace
}  // namespace cordon::trusted::publish
