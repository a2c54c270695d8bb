// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/stream.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "tests/support/stream/recording_viewer.hpp"

namespace cordon::trusted::stream {
namespace {

using std::chrono::milliseconds;
using tests::RecordingViewer;

const base::MonotonicTime kStart{std::chrono::seconds(100)};

AccessUnitPtr picture(std::uint64_t number, std::uint64_t origin_ns = 0) {
    return std::make_shared<const AccessUnit>(AccessUnit{{}, false, number, kStart, origin_ns});
}

TEST(Stream, HandsTheSameAccessUnitToEveryViewer) {
    Stream stream({"gate", "Gate", 640, 360});
    RecordingViewer first;
    RecordingViewer second;
    const auto one = stream.subscribe(first);
    const auto two = stream.subscribe(second);
    const auto sent = picture(1);
    stream.publish(sent);
    ASSERT_EQ(first.seen.size(), 1U);
    EXPECT_EQ(first.seen[0], sent);
    EXPECT_EQ(second.seen, first.seen);
}

TEST(Stream, TellsANewViewerTheStateAtOnceAndAsksForAKeyframe) {
    Stream stream({"gate", "Gate", 640, 360});
    EXPECT_FALSE(stream.take_keyframe_request());
    stream.set_state(PictureState::kStale, kStart);
    RecordingViewer viewer;
    const auto subscription = stream.subscribe(viewer);
    EXPECT_EQ(viewer.states, std::vector{PictureState::kStale});
    EXPECT_EQ(viewer.since, kStart);
    EXPECT_TRUE(stream.take_keyframe_request());
    EXPECT_FALSE(stream.take_keyframe_request());
    stream.set_state(PictureState::kLive, kStart + milliseconds(5));
    EXPECT_EQ(viewer.states.back(), PictureState::kLive);
    EXPECT_EQ(stream.state(), PictureState::kLive);
    EXPECT_EQ(stream.state_since(), kStart + milliseconds(5));
}

TEST(Stream, CallsNobodyWhoseSubscriptionEnded) {
    Stream stream({"gate", "Gate", 640, 360});
    RecordingViewer viewer;
    { const auto subscription = stream.subscribe(viewer); }
    stream.publish(picture(1));
    EXPECT_TRUE(viewer.seen.empty());
    EXPECT_EQ(stream.viewer_count(), 0U);
}

TEST(Stream, MovesASubscription) {
    Stream stream({"gate", "Gate", 640, 360});
    RecordingViewer viewer;
    Stream::Subscription kept;
    {
        auto subscription = stream.subscribe(viewer);
        kept = std::move(subscription);
    }
    stream.publish(picture(1));
    EXPECT_EQ(viewer.seen.size(), 1U);
}

TEST(Stream, CountsTheAudienceOfEachViewer) {
    Stream stream({"gate", "Gate", 640, 360});
    RecordingViewer alone;
    RecordingViewer crowd;
    crowd.people = 4;
    const auto one = stream.subscribe(alone);
    const auto two = stream.subscribe(crowd);
    EXPECT_EQ(stream.viewer_count(), 5U);
}

TEST(Stream, MeasuresOnlyTheFirstTimeAnAccessUnitIsSent) {
    Stream stream({"gate", "Gate", 640, 360});
    const std::uint64_t origin = base::to_nanoseconds(kStart);
    stream.note_sent(*picture(1, origin), kStart + milliseconds(8));
    stream.note_sent(*picture(1, origin), kStart + milliseconds(700));
    stream.note_sent(*picture(3, origin), kStart + milliseconds(9));
    stream.note_sent(*picture(2, origin), kStart + milliseconds(700));
    EXPECT_EQ(stream.added_latency().cumulative().count, 2U);
    EXPECT_EQ(stream.added_latency().cumulative().sum, milliseconds(17));
}

TEST(Stream, MeasuresNothingWithoutAnOriginAndSurvivesAMadOne) {
    Stream stream({"gate", "Gate", 640, 360});
    stream.note_sent(*picture(1), kStart);
    EXPECT_EQ(stream.added_latency().cumulative().count, 0U);
    stream.note_sent(*picture(2, ~std::uint64_t{0}), kStart);  // in the future
    stream.note_sent(*picture(3, 1), kStart);                  // long ago
    const auto cumulative = stream.added_latency().cumulative();
    EXPECT_EQ(cumulative.count, 2U);
    EXPECT_EQ(cumulative.sum, LatencyHistogram::kLongest);
}

// Pictures come from the thread that encoded them, states from the one that polls the rings.
TEST(Stream, CallsAViewerFromOneThreadAtATime) {
    struct LingeringViewer final : Viewer {
        void on_access_unit(const AccessUnitPtr& /*access_unit*/) noexcept override {
            inside = true;
            while (!poller_calls) {
                std::this_thread::yield();
            }
            for (int i = 0; i < 1000; ++i) {
                std::this_thread::yield();
            }
            inside = false;
        }
        void on_state(PictureState /*state*/, base::MonotonicTime /*since*/) noexcept override {
            met = met || inside;
        }
        std::atomic<bool> inside{false};
        std::atomic<bool> poller_calls{false};
        bool met = false;
    };
    Stream stream({"gate", "Gate", 640, 360});
    LingeringViewer viewer;
    const auto subscription = stream.subscribe(viewer);
    std::thread encoder([&] { stream.publish(picture(1)); });
    while (!viewer.inside) {
        std::this_thread::yield();
    }
    viewer.poller_calls = true;
    stream.set_state(PictureState::kLive, kStart);
    encoder.join();
    EXPECT_FALSE(viewer.met);
}

TEST(Stream, LetsViewersComeAndGoWhilePicturesArePublished) {
    Stream stream({"gate", "Gate", 640, 360});
    std::atomic<bool> stop{false};
    std::thread pump([&] {
        for (std::uint64_t number = 1; !stop; ++number) {
            stream.publish(picture(number));
        }
    });
    for (int i = 0; i < 200; ++i) {
        RecordingViewer viewer;
        const auto subscription = stream.subscribe(viewer);
        static_cast<void>(stream.viewer_count());
    }
    stop = true;
    pump.join();
    EXPECT_EQ(stream.viewer_count(), 0U);
}

}  // namespace
}  // namespace cordon::trusted::stream
