// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// What the pump shows and says while a camera gives no picture.
#include <gmock/gmock.h>

#include "tests/support/stream/recording_viewer.hpp"
#include "tests/unit/pipelines/trusted/publish/frame_pump_fixture.hpp"

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;
using stream::PictureState;
using ::testing::ElementsAre;

constexpr unsigned kNoSignal = 48;  // the shade of the card's corner
constexpr unsigned stale(unsigned shade) {
    return shade / 2 + 8;
}

TEST_F(FramePumpTest, ShowsNoSignalUntilTheFirstPictureComes) {
    start(1);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kNoSignal);
    EXPECT_EQ(streams_[kGate].state_since(), kStart);
    pump_->tick();
    air_.await(2);  // a card of each camera
    pass(1s);
    frame(kGate, 9);
    air_.await(3);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kLive);
    EXPECT_EQ(streams_[kGate].state_since(), kStart + 1s);
    EXPECT_EQ(streams_[kYard].state(), PictureState::kNoSignal);
    pass(900ms);
    pump_->tick();
    air_.await(4);  // the yard's second card; the gate, live, needs none
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(kNoSignal, kNoSignal, 9, kNoSignal));
    EXPECT_EQ(counts(kGate).frames_out, 1U);  // cards are not frames
    EXPECT_EQ(counts(kGate).bytes_out, 200U);
    EXPECT_EQ(counts(kYard).frames_out, 0U);
    EXPECT_EQ(counts(kYard).bytes_out, 200U);
}

TEST_F(FramePumpTest, ShowsTheLastPictureAsStaleAtOnceAndEachSecondOfASilence) {
    start(1);
    frame(kYard, 1);
    frame(kGate, 200);
    air_.await(2);
    pass(800ms);
    pump_->on_silence(kGate, kStart);
    air_.await(3);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kStale);
    EXPECT_EQ(streams_[kGate].state_since(), kStart);
    for (const std::size_t pictures : {4U, 5U}) {
        pass(1s);
        pump_->tick();
        air_.await(pictures);
    }
    frame(kGate, 201);
    air_.await(6);
    EXPECT_EQ(streams_[kGate].state(), PictureState::kLive);
    tick_for(5s);
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(1, 200, stale(200), stale(200), stale(200), 201));
}

TEST_F(FramePumpTest, DrawsNoCardWhenAPictureCameMeanwhile) {
    start(1);
    frame(kGate, 200);
    air_.await(1);
    record_.hold(kYard);
    frame(kYard, 1);
    record_.await_begun(2);
    pump_->on_silence(kGate, kStart);
    frame(kGate, 201);
    record_.release();
    air_.await(3);
    stop();
    EXPECT_THAT(record_.shades(), ElementsAre(200, 1, 201));
}

TEST_F(FramePumpTest, ShowsAViewerWhoJoinsASilentCameraAKeyframeSoon) {
    start(1);
    frame(kYard, 1);
    frame(kGate, 200);
    air_.await(2);
    pump_->on_silence(kGate, kStart);
    air_.await(3);
    pass(600ms);
    tests::RecordingViewer viewer;
    {
        const auto subscription = streams_[kGate].subscribe(viewer);
        pump_->tick();
        air_.await(4);
        stop();
    }
    ASSERT_EQ(viewer.seen.size(), 1U);
    EXPECT_TRUE(viewer.seen[0]->keyframe);
    EXPECT_THAT(viewer.states, ElementsAre(PictureState::kStale));
}

TEST_F(FramePumpTest, SaysWhoWatchesAndHowLatePicturesAreFourTimesASecond) {
    start(1);
    tests::RecordingViewer viewer;
    viewer.people = 3;
    const auto subscription = streams_[kGate].subscribe(viewer);
    pump_->tick();
    EXPECT_EQ(counts(kGate).viewers, 3U);
    viewer.people = 5;
    stream::AccessUnit sent;
    sent.number = 1;
    sent.origin_ns = base::to_nanoseconds(kStart);
    streams_[kGate].note_sent(sent, kStart + 8ms);
    tick_for(250ms);
    EXPECT_EQ(counts(kGate).viewers, 3U);
    pump_->tick();
    EXPECT_EQ(counts(kGate).viewers, 5U);
    EXPECT_GE(counts(kGate).latency_p50_us, 8000U);
    EXPECT_LE(counts(kGate).latency_p99_us, 9000U);
    EXPECT_EQ(counts(kYard).viewers, 0U);
    stop();
}

}  // namespace
}  // namespace cordon::trusted::publish
