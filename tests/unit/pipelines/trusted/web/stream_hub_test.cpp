// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/stream_hub.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/stream/test_picture_source.hpp"

namespace cordon::trusted::web {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct Listener final : StreamListener {
    void on_text(const TextPtr& message) override { texts.push_back(*message); }
    void on_fragment(const stream::Fmp4FragmentPtr& fragment,
                     const stream::AccessUnitPtr& access_unit) override {
        numbers.push_back(fragment->number);
        live += access_unit != nullptr ? 1 : 0;
    }
    std::vector<std::string> texts;
    std::vector<std::uint64_t> numbers;
    int live = 0;
};

class StreamHubTest : public ::testing::Test {
protected:
    // Publishes pictures; the first of each call is a keyframe when asked for.
    void publish(int count, bool keyframe) {
        for (int i = 0; i < count; ++i) {
            now_ += 40ms;
            stream_.publish(pictures_.next(now_, keyframe && i == 0));
        }
        run();
    }
    // One picture that nobody ever sees, as if the inbox had overflowed.
    void lose_one() {
        now_ += 40ms;
        (void)pictures_.next(now_, false);
    }
    void run() {
        io_.restart();
        io_.poll();
    }
    base::MonotonicTime now_{1s};
    boost::asio::io_context io_{1};
    stream::Stream stream_{{"gate", "Gate", 160, 96}};
    tests::TestPictureSource pictures_{160, 96, 25};
    StreamHub hub_{io_, stream_};
};

TEST_F(StreamHubTest, GivesWhoJoinsTheCurrentGroupOfPictures) {
    publish(3, true);
    publish(2, true);
    Listener listener;
    hub_.join(listener);
    EXPECT_THAT(listener.numbers, ElementsAre(4, 5));
    EXPECT_EQ(listener.live, 0);
    publish(1, false);
    EXPECT_THAT(listener.numbers, ElementsAre(4, 5, 6));
    EXPECT_EQ(listener.live, 1);
    hub_.leave(listener);
}

TEST_F(StreamHubTest, GivesASecondListenerTheSameWithoutDisturbingTheFirst) {
    publish(2, true);
    Listener first;
    hub_.join(first);
    publish(1, false);
    Listener second;
    hub_.join(second);
    publish(1, false);
    EXPECT_THAT(first.numbers, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(second.numbers, ElementsAre(1, 2, 3, 4));
    hub_.leave(first);
    hub_.leave(second);
}

TEST_F(StreamHubTest, AsksForAKeyframeOnlyWhenItHasNothingToBeginWith) {
    (void)stream_.take_keyframe_request();
    Listener early;
    hub_.join(early);
    EXPECT_TRUE(stream_.take_keyframe_request());
    publish(2, true);
    Listener late;
    hub_.join(late);
    EXPECT_FALSE(stream_.take_keyframe_request());
    hub_.leave(early);
    hub_.leave(late);
}

TEST_F(StreamHubTest, WaitsForAKeyframeAfterAnAccessUnitIsMissing) {
    publish(1, true);
    Listener listener;
    hub_.join(listener);
    lose_one();
    publish(2, false);
    EXPECT_THAT(listener.numbers, ElementsAre(1));
    publish(2, true);
    EXPECT_THAT(listener.numbers, ElementsAre(1, 5, 6));
    hub_.leave(listener);
}

TEST_F(StreamHubTest, SaysTheStateAtOnceAndWhenItChanges) {
    stream_.set_state(stream::PictureState::kLive, base::MonotonicClock().now());
    Listener listener;
    hub_.join(listener);
    ASSERT_EQ(listener.texts.size(), 1U);
    EXPECT_THAT(listener.texts[0], HasSubstr("\"type\":\"state\",\"state\":\"live\",\"since\":\"20"));
    stream_.set_state(stream::PictureState::kStale, base::MonotonicClock().now());
    run();
    ASSERT_EQ(listener.texts.size(), 2U);
    EXPECT_THAT(listener.texts[1], HasSubstr("\"stale\""));
    hub_.leave(listener);
}

TEST_F(StreamHubTest, SaysOfAnOverloadedCameraHowManyOfItsPicturesAreShown) {
    stream_.set_pace({.shown = 11, .came = 25});
    Listener listener;
    hub_.join(listener);
    stream_.set_state(stream::PictureState::kOverloaded, base::MonotonicClock().now());
    run();
    ASSERT_EQ(listener.texts.size(), 2U);
    EXPECT_THAT(listener.texts[0], Not(HasSubstr("shown")));
    EXPECT_THAT(listener.texts[1],
                AllOf(HasSubstr("\"state\":\"overloaded\""), HasSubstr("\"shown\":11,\"came\":25}")));
    hub_.leave(listener);
}

TEST_F(StreamHubTest, CountsItsListenersAsViewers) {
    EXPECT_EQ(stream_.viewer_count(), 0U);
    Listener one;
    Listener two;
    hub_.join(one);
    hub_.join(two);
    EXPECT_EQ(stream_.viewer_count(), 2U);
    hub_.leave(one);
    EXPECT_EQ(stream_.viewer_count(), 1U);
    hub_.leave(two);
    EXPECT_EQ(stream_.viewer_count(), 0U);
}

TEST_F(StreamHubTest, BeginsAnewAfterTheLastHasLeft) {
    publish(2, true);
    Listener first;
    hub_.join(first);
    hub_.leave(first);
    publish(2, false);
    Listener second;
    hub_.join(second);
    EXPECT_THAT(second.numbers, ElementsAre(1, 2, 3, 4));
    hub_.leave(second);
}

TEST_F(StreamHubTest, KeepsNoMoreThanItsBoundOfAnEndlessGroupOfPictures) {
    // The source makes a keyframe every 50 pictures; without these the group has no end.
    auto keyframe = pictures_.next(now_ += 40ms, true);
    stream_.publish(keyframe);
    stream::AccessUnit unit = *pictures_.next(now_ += 40ms, false);
    for (std::size_t i = 0; i < StreamHub::kMostKept + 10; ++i) {
        stream_.publish(std::make_shared<stream::AccessUnit>(unit));
        ++unit.number;
        unit.presentation += 40ms;
    }
    Listener listener;
    hub_.join(listener);
    EXPECT_TRUE(listener.numbers.empty());
    hub_.leave(listener);
}

}  // namespace
}  // namespace cordon::trusted::web
