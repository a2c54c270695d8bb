// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/read_budget.hpp"

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using namespace std::chrono_literals;

constexpr base::MonotonicTime kStart{1000s};

// Reads as it is told to for ten seconds; how many reads that were.
std::int64_t reads_in_ten_seconds(std::size_t bytes, std::size_t items) {
    ReadBudget budget;
    std::int64_t reads = 0;
    for (auto now = kStart; now < kStart + 10s; ++reads) {
        now += budget.spend(bytes, items, now);
    }
    return reads;
}

TEST(ReadBudget, LeavesACameraAlone) {
    ReadBudget budget;
    for (auto now = kStart; now < kStart + 60s; now += 40ms) {
        EXPECT_EQ(budget.spend(100'000, 80, now), 0ns);  // 20 Mbit/s
    }
    EXPECT_EQ(budget.spend(8'000'000, 6000, kStart + 61s), 0ns);  // a keyframe
}

TEST(ReadBudget, HoldsAFloodToItsRate) {
    constexpr std::int64_t kSeconds = 10;
    const std::int64_t most = ReadBudget::kBytesPerSecond * kSeconds + ReadBudget::kBytesPerSecond / 2;
    EXPECT_NEAR(static_cast<double>(reads_in_ten_seconds(64'000, 50) * 64'000), static_cast<double>(most),
                1e5);
}

TEST(ReadBudget, CountsManySmallOnesAsMore) {
    EXPECT_LT(reads_in_ten_seconds(64'000, 9000) * 10, reads_in_ten_seconds(64'000, 50) * 3);
}

TEST(ReadBudget, ForgivesTheLongerOneWaits) {
    ReadBudget budget;
    EXPECT_GT(budget.spend(64'000'000, 1, kStart), 1s);
    EXPECT_EQ(budget.spend(1000, 1, kStart + 3s), 0ns);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
