// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_watch.hpp"

#include <gmock/gmock.h>

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;
using State = boundary::ReceiverState;
using testing::HasSubstr;

constexpr base::MonotonicTime kBegan{100s};

CameraObservation in_state(State state) {
    CameraObservation seen;
    seen.state = state;
    return seen;
}

CameraObservation playing(std::uint64_t access_units, std::uint64_t bytes = 0) {
    CameraObservation seen = in_state(State::kStreaming);
    seen.codec = "H.264";
    seen.access_units = access_units;
    seen.bytes = bytes;
    seen.frames = access_units;
    seen.camera_width = 640;
    seen.camera_height = 360;
    seen.camera_colours = boundary::Colours::kBt601;
    return seen;
}

TEST(ProbeWatch, WatchesForItsTimeFromTheFirstPictureOn) {
    ProbeWatch watch(kBegan, 5s);
    watch.look(in_state(State::kConnecting), kBegan + 1s);
    EXPECT_EQ(watch.look(playing(1), kBegan + 7s), "first picture after 7.0 s: 640x360; watching for 5 s");
    EXPECT_FALSE(watch.is_over(kBegan + 11s));
    EXPECT_TRUE(watch.is_over(kBegan + 12s));
    EXPECT_TRUE(watch.findings().picture_seen);
    EXPECT_EQ(watch.findings().state, "streaming");
    EXPECT_EQ(watch.findings().camera_width, 640U);
    EXPECT_EQ(watch.findings().camera_colours, boundary::Colours::kBt601);
}

TEST(ProbeWatch, MeasuresRatesBehindTheBurstAtTheBeginning) {
    ProbeWatch watch(kBegan, 10s);
    watch.look(playing(50, 500'000), kBegan);
    watch.look(playing(60, 600'000), kBegan + 900ms);
    EXPECT_FALSE(watch.findings().frames_per_second) << "not yet";
    watch.look(playing(65, 610'000), kBegan + 1s);
    watch.look(playing(165, 860'000), kBegan + 9s);
    EXPECT_DOUBLE_EQ(watch.findings().frames_per_second.value(), 12.5);
    EXPECT_DOUBLE_EQ(watch.findings().kilobits_per_second.value(), 250);
}

TEST(ProbeWatch, MeasuresAnewBehindAReceiverThatWasReplaced) {
    ProbeWatch watch(kBegan, 10s);
    watch.look(playing(50, 500'000), kBegan);
    watch.look(playing(100, 900'000), kBegan + 2s);
    watch.look(playing(10, 100'000), kBegan + 4s);
    watch.look(playing(40, 200'000), kBegan + 6s);
    EXPECT_DOUBLE_EQ(watch.findings().frames_per_second.value(), 15);
    EXPECT_DOUBLE_EQ(watch.findings().kilobits_per_second.value(), 400);
}

TEST(ProbeWatch, GivesUpAtOnceWhereAnotherTryCouldLockTheAccountOrChangesNothing) {
    for (const State state : {State::kAuthenticationFailed, State::kLockedOut, State::kUntrusted}) {
        ProbeWatch watch(kBegan, 10s);
        watch.look(in_state(state), kBegan + 10ms);
        EXPECT_TRUE(watch.is_over(kBegan + 10ms));
        EXPECT_FALSE(watch.findings().picture_seen);
    }
}

TEST(ProbeWatch, LetsTheReceiverTryAnotherWayBeforeItBelievesARefusal) {
    for (const State state : {State::kUnreachable, State::kRefused, State::kNotFound,
                              State::kUnsupportedCodec, State::kRedirected}) {
        ProbeWatch watch(kBegan, 10s);
        watch.look(in_state(State::kConnecting), kBegan);
        watch.look(in_state(state), kBegan + 5s);
        EXPECT_FALSE(watch.is_over(kBegan + 6s));
        watch.look(in_state(state), kBegan + 7s);
        EXPECT_TRUE(watch.is_over(kBegan + 7s));
    }
}

TEST(ProbeWatch, WaitsOutACameraThatIsMerelySlow) {
    for (const State state :
         {State::kConnecting, State::kNoFrames, State::kSessionLimit, State::kDisconnected}) {
        ProbeWatch watch(kBegan, 1s);
        watch.look(in_state(state), kBegan);
        EXPECT_FALSE(watch.is_over(kBegan + 14s));
        EXPECT_TRUE(watch.is_over(kBegan + ProbeWatch::kPatience));
    }
    ProbeWatch watch(kBegan, 60s);
    EXPECT_FALSE(watch.is_over(kBegan + 59s)) << "whoever looks for a minute also waits for one";
}

TEST(ProbeWatch, TellsPacketsThatCannotBeDecodedFromPictures) {
    ProbeWatch watch(kBegan, 10s);
    auto seen = playing(20);
    seen.camera_width = seen.camera_height = seen.frames = 0;
    EXPECT_EQ(watch.look(seen, kBegan), "H.264 comes; decoding");
    EXPECT_EQ(watch.findings().state, "noPicture");
    EXPECT_FALSE(watch.findings().picture_seen);
}

TEST(ProbeWatch, SaysEachThingOnce) {
    ProbeWatch watch(kBegan, 10s);
    EXPECT_FALSE(watch.look(in_state(State::kStarting), kBegan));
    EXPECT_TRUE(watch.look(in_state(State::kConnecting), kBegan));
    EXPECT_FALSE(watch.look(in_state(State::kConnecting), kBegan + 1s));
    EXPECT_TRUE(watch.look(playing(1), kBegan + 2s));
    EXPECT_FALSE(watch.look(playing(2), kBegan + 3s));
    EXPECT_TRUE(watch.look(in_state(State::kDisconnected), kBegan + 4s));
    EXPECT_EQ(watch.look(playing(3), kBegan + 5s), "H.264 comes again");
}

}  // namespace
}  // namespace cordon::supervisor
