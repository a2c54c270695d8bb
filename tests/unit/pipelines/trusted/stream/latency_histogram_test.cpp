// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/latency_histogram.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace cordon::trusted::stream {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

const base::MonotonicTime kStart{seconds(1000)};

TEST(LatencyHistogram, SaysNothingOfNothing) {
    const LatencyHistogram histogram;
    EXPECT_EQ(histogram.recent(kStart).count, 0U);
    EXPECT_EQ(histogram.recent(kStart).p99, microseconds(0));
    EXPECT_EQ(histogram.cumulative().count, 0U);
}

TEST(LatencyHistogram, FindsQuantilesToAnEighth) {
    LatencyHistogram histogram;
    for (int i = 1; i <= 1000; ++i) {
        histogram.record(microseconds(i * 100), kStart);
    }
    const auto recent = histogram.recent(kStart);
    EXPECT_EQ(recent.count, 1000U);
    EXPECT_GE(recent.p50, milliseconds(50));
    EXPECT_LE(recent.p50, milliseconds(50) * 9 / 8);
    EXPECT_GE(recent.p99, milliseconds(99));
    EXPECT_LE(recent.p99, milliseconds(99) * 9 / 8);
}

TEST(LatencyHistogram, HasABucketForEveryLatency) {
    for (std::int64_t latency = 1; latency <= LatencyHistogram::kLongest.count();
         latency = latency * 5 / 4 + 1) {
        LatencyHistogram histogram;
        histogram.record(microseconds(latency), kStart);
        const auto found = histogram.recent(kStart).p50.count();
        EXPECT_GE(found, latency);
        EXPECT_LE(found, latency + latency / 8);
    }
}

TEST(LatencyHistogram, ClampsWhatCannotBe) {
    LatencyHistogram histogram;
    histogram.record(seconds(-5), kStart);
    histogram.record(std::chrono::hours(24), kStart);
    EXPECT_EQ(histogram.recent(kStart).p50, microseconds(0));
    EXPECT_EQ(histogram.recent(kStart).p99, LatencyHistogram::kLongest);
}

TEST(LatencyHistogram, ForgetsWhatIsOlderThanItsWindow) {
    LatencyHistogram histogram;
    histogram.record(milliseconds(500), kStart);
    histogram.record(milliseconds(1), kStart + seconds(8));
    EXPECT_EQ(histogram.recent(kStart + seconds(10)).count, 2U);
    EXPECT_EQ(histogram.recent(kStart + seconds(12)).count, 1U);
    EXPECT_LT(histogram.recent(kStart + seconds(12)).p99, milliseconds(2));
    EXPECT_EQ(histogram.recent(kStart + seconds(60)).count, 0U);
    EXPECT_EQ(histogram.cumulative().count, 2U);
}

TEST(LatencyHistogram, UsesASliceAnewWhenItsSecondComesRound) {
    LatencyHistogram histogram;
    for (int i = 0; i < 100; ++i) {
        histogram.record(milliseconds(1), kStart + seconds(i));
    }
    EXPECT_EQ(histogram.recent(kStart + seconds(99)).count, 11U);
}

TEST(LatencyHistogram, CountsCumulativelyForPrometheus) {
    LatencyHistogram histogram;
    histogram.record(milliseconds(1), kStart);
    histogram.record(milliseconds(15), kStart);
    histogram.record(seconds(9), kStart);
    const auto cumulative = histogram.cumulative();
    EXPECT_EQ(cumulative.at_most.front(), 1U);
    EXPECT_EQ(cumulative.at_most[3], 1U);  // 10 ms
    EXPECT_EQ(cumulative.at_most[4], 2U);  // 20 ms
    EXPECT_EQ(cumulative.at_most.back(), 2U);
    EXPECT_EQ(cumulative.count, 3U);
    EXPECT_EQ(cumulative.sum, milliseconds(9016));
}

TEST(LatencyHistogram, LosesNothingBetweenThreads) {
    LatencyHistogram histogram;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 1000; ++i) {
                histogram.record(microseconds(i), kStart);
                static_cast<void>(histogram.recent(kStart));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(histogram.cumulative().count, 4000U);
}

}  // namespace
}  // namespace cordon::trusted::stream
