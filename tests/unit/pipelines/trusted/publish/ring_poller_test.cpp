// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/ring_poller.hpp"

#include <algorithm>
#include <deque>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/hand_clock.hpp"
#include "tests/unit/pipelines/trusted/publish/test_ring.hpp"

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Sink final : FrameSink {
    void on_frame(std::size_t camera, const Arrival& arrival) override {
        meanwhile();
        cameras.push_back(camera);
        numbers.push_back(arrival.number);
        arrivals.push_back(arrival.seen);
        presentations.push_back(arrival.presentation);
    }
    void on_lost(std::size_t /*camera*/, std::uint64_t frames) override { lost += frames; }
    void on_silence(std::size_t /*camera*/, base::MonotonicTime since) override { silences.push_back(since); }

    std::function<void()> meanwhile = [] {};  // happens while the poller looks at a ring
    std::vector<std::size_t> cameras;
    std::vector<std::uint64_t> numbers;
    std::vector<base::MonotonicTime> arrivals;
    std::vector<base::MonotonicTime> presentations;
    std::vector<base::MonotonicTime> silences;
    std::uint64_t lost = 0;
};

class RingPollerTest : public testing::Test {
protected:
    static constexpr std::uint32_t kMostFramesPerSecond = 60;

    void SetUp() override { clock_.time = kStart; }
    RingPoller poller_of(std::initializer_list<const tests::TestRing*> rings) {
        std::vector<RingPoller::Ring> polled;
        for (const auto* ring : rings) {
            polled.push_back({&ring->reader(), kMostFramesPerSecond});
        }
        return {polled, sink_, clock_};
    }
    // Polls when the poller says, up to `end`, while the first ring gets a frame at each of `times`.
    void run(std::deque<base::MonotonicTime> times, base::MonotonicTime end) {
        while (clock_.now() < end) {
            while (!times.empty() && times.front() <= clock_.now()) {
                times.pop_front();
                ring_.publish(1);
            }
            const base::MonotonicTime asked = poller_.poll();
            const std::size_t heard = sink_.silences.size();
            silence_said_.resize(heard, clock_.now());
            clock_.time = asked;
        }
    }
    static std::deque<base::MonotonicTime> times(base::MonotonicTime first, Cadence::Duration apart,
                                                 int count) {
        std::deque<base::MonotonicTime> made;
        for (int i = 0; i < count; ++i) {
            made.push_back(first + i * apart);
        }
        return made;
    }

    static constexpr base::MonotonicTime kStart{100s};
    tests::HandClock clock_;
    Sink sink_;
    tests::TestRing ring_;
    RingPoller poller_ = poller_of({&ring_});
    std::vector<base::MonotonicTime> silence_said_;  // when the poller said each of sink_.silences
};

TEST_F(RingPollerTest, SaysOfEachNewFrameOnceThatItCameAndWhen) {
    poller_.poll();
    EXPECT_THAT(sink_.numbers, IsEmpty());
    ring_.publish(7);
    clock_.time = kStart + 5ms;
    poller_.poll();
    poller_.poll();
    EXPECT_THAT(sink_.numbers, ElementsAre(1));
    EXPECT_THAT(sink_.arrivals, ElementsAre(kStart + 5ms));
    EXPECT_THAT(sink_.presentations, ElementsAre(kStart + 5ms));
    EXPECT_EQ(sink_.lost, 0U);
}

TEST_F(RingPollerTest, TellsCamerasApart) {
    tests::TestRing other;
    auto poller = poller_of({&ring_, &other});
    other.publish(2);
    poller.poll();
    ring_.publish(1);
    poller.poll();
    EXPECT_THAT(sink_.cameras, ElementsAre(1, 0));
}

TEST_F(RingPollerTest, PassesOverWhatLiesInARingBeforeItsFirstLook) {
    ring_.publish(1);
    auto late = poller_of({&ring_});
    late.poll();
    EXPECT_THAT(sink_.numbers, IsEmpty());
    ring_.publish(2);
    late.poll();
    EXPECT_THAT(sink_.numbers, ElementsAre(2));
}

TEST_F(RingPollerTest, TakesFramesThatWaitedBehindOneAnotherInOrderAndLearnsNothingFromThem) {
    run(times(kStart, 40ms, 25), kStart + 990ms);
    sink_.numbers.clear();
    for (std::uint8_t shade = 1; shade <= 5; ++shade) {
        ring_.publish(shade);
    }
    clock_.time = kStart + 1s;
    const base::MonotonicTime next = poller_.poll();
    EXPECT_THAT(sink_.numbers, ElementsAre(26, 27, 28, 29, 30));
    EXPECT_GT(next, kStart + 1030ms);  // the next frame is due in 40 ms, not at once
}

TEST_F(RingPollerTest, CountsFramesThatWereOverwrittenOrTornAsLost) {
    for (unsigned i = 0; i < boundary::kReadableFrames + 4; ++i) {
        ring_.publish(static_cast<std::uint8_t>(i));
    }
    ring_.slot_of(boundary::kReadableFrames + 4).sequence = boundary::kUnderWay;
    poller_.poll();
    // Of the frames the writer leaves alone the last is torn.
    EXPECT_EQ(sink_.numbers.size(), boundary::kReadableFrames - 1);
    EXPECT_EQ(sink_.lost, 5U);
}

TEST_F(RingPollerTest, TakesNoMoreThanACamerasAllowanceAndLeavesTheRestUnread) {
    for (int i = 0; i < 100; ++i) {
        ring_.publish(1);
        poller_.poll();
        clock_.time = clock_.now() + 1ms;
    }
    // The burst, and 60 a second for a tenth of one.
    EXPECT_GE(sink_.numbers.size(), 8U + 5U);
    EXPECT_LE(sink_.numbers.size(), 8U + 6U);
    EXPECT_EQ(sink_.numbers.size() + sink_.lost, 100U);
}

TEST_F(RingPollerTest, IsNotKeptByACounterThatRunsWhileItLooks) {
    sink_.meanwhile = [&] { ring_.publish(1); };
    ring_.publish(1);
    poller_.poll();
    EXPECT_EQ(sink_.numbers.size(), 1U);
    poller_.poll();
    EXPECT_EQ(sink_.numbers.size(), 2U);
}

TEST_F(RingPollerTest, CountsNoMoreThanABoundForACounterThatLeaps) {
    ring_.publish(1);
    for (std::uint64_t i = 0; i < 50; ++i) {
        ring_.header().latest = i * 1'000'003;
        const std::uint64_t lost_before = sink_.lost;
        poller_.poll();
        EXPECT_LE(sink_.lost - lost_before,
                  boundary::RingReader::kMostLostPerRead + boundary::kReadableFrames);
    }
    EXPECT_LE(sink_.numbers.size(), 1U);
}

TEST_F(RingPollerTest, LooksNeitherInAHurryNorLateWhateverTheRhythm) {
    for (const int period : {40, 2000}) {
        auto poller = poller_of({&ring_});
        for (int i = 0; i < 12'000; ++i) {
            if (i % period == 0) {
                ring_.publish(1);
            }
            const base::MonotonicTime now = clock_.now();
            const base::MonotonicTime next = poller.poll();
            ASSERT_GE(next, now + Cadence::kFine);
            ASSERT_LE(next, now + RingPoller::kLongestSleep);
            clock_.time = now + 1ms;
        }
    }
}

TEST_F(RingPollerTest, LooksForFramesOfManyCamerasTogether) {
    for (const auto& [cameras, least] :
         {std::pair(1U, Cadence::Duration(Cadence::kFine)), std::pair(20U, 20 * RingPoller::kSleepPerCamera),
          std::pair(200U, Cadence::Duration(Cadence::kCoarse))}) {
        RingPoller poller(std::vector<RingPoller::Ring>(cameras, {&ring_.reader(), kMostFramesPerSecond}),
                          sink_, clock_);
        auto shortest = RingPoller::kLongestSleep;
        for (int i = 0; i < 2000; ++i) {
            if (i % 40 == 0) {
                ring_.publish(1);
            }
            shortest = std::min(shortest, poller.poll() - clock_.now());
            clock_.time = clock_.now() + 1ms;
        }
        EXPECT_EQ(shortest, least) << cameras;
    }
}

TEST_F(RingPollerTest, NeverCallsACameraSilentThatHasNotShownAPicture) {
    run({}, kStart + 60s);
    EXPECT_THAT(sink_.silences, IsEmpty());
}

TEST_F(RingPollerTest, SaysThatACameraIsSilentOnceUntilItsNextFrame) {
    run(times(kStart, 40ms, 10), kStart + 30s);
    ASSERT_EQ(sink_.silences.size(), 1U);
    EXPECT_EQ(sink_.silences[0], sink_.arrivals.back());
    run(times(kStart + 30s, 40ms, 1), kStart + 60s);
    ASSERT_EQ(sink_.silences.size(), 2U);
    EXPECT_EQ(sink_.silences[1], sink_.arrivals.back());
}

// What a tile may take to say "stale", less what the page and the network need.
constexpr Cadence::Duration kSoonEnough = 850ms;

class RingPollerAtEachRate : public RingPollerTest, public testing::WithParamInterface<double> {};
INSTANTIATE_TEST_SUITE_P(FramesPerSecond, RingPollerAtEachRate, testing::Values(5, 10, 12.5, 15, 25, 50));

TEST_P(RingPollerAtEachRate, SaysEachSilenceWithinASecondOfTheLastPicture) {
    const auto apart = std::chrono::duration_cast<Cadence::Duration>(1s / GetParam());
    base::MonotonicTime begin = kStart;
    for (const int pictures : {1, 1, 2, 3, 4, 50, 1, 2, 50}) {
        run(times(begin, apart, pictures), begin + pictures * apart + 7s);
        begin = clock_.now();
    }
    ASSERT_EQ(sink_.silences.size(), 9U);
    for (std::size_t i = 0; i < sink_.silences.size(); ++i) {
        EXPECT_LE(silence_said_[i] - sink_.silences[i], kSoonEnough) << i;
    }
}

TEST_F(RingPollerTest, LeavesASlowCameraLiveOnceItKnowsIt) {
    auto uneven = times(kStart, 2s, 60);
    for (std::size_t i = 0; i < uneven.size(); ++i) {
        uneven[i] += 250ms * (i % 3);
    }
    uneven.erase(uneven.begin() + 40);
    run(std::move(uneven), kStart + 120s);
    const std::size_t while_learning = sink_.silences.size();
    EXPECT_LE(while_learning, 3U);
    run({}, kStart + 200s);
    EXPECT_EQ(sink_.silences.size(), while_learning + 1);
}

TEST_F(RingPollerTest, SeesFramesOfAKnownRhythmAsSoonAsTheyCome) {
    const auto due = times(kStart, 40ms, 100);
    run(due, kStart + 4s);
    ASSERT_EQ(sink_.arrivals.size(), due.size());
    for (std::size_t i = 50; i < due.size(); ++i) {
        EXPECT_LE(sink_.arrivals[i] - due[i], Cadence::kFine) << i;
    }
}

}  // namespace
}  // namespace cordon::trusted::publish
