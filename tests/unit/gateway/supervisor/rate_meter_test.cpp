// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/rate_meter.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

TEST(RateMeter, MeasuresOverTheLastFewSamples) {
    RateMeter meter;
    base::MonotonicTime now{1h};
    EXPECT_EQ(meter.per_second(), 0);
    meter.sample(now, 100);
    EXPECT_EQ(meter.per_second(), 0);
    for (std::uint64_t i = 1; i <= 10; ++i) {
        meter.sample(now + i * 1s, 100 + i * 25);
    }
    EXPECT_DOUBLE_EQ(meter.per_second(), 25);
    for (std::uint64_t i = 11; i <= 14; ++i) {
        meter.sample(now + i * 1s, 350);
    }
    EXPECT_DOUBLE_EQ(meter.per_second(), 0);
}

TEST(RateMeter, BeginsAnewWhenTheCounterWentBack) {
    RateMeter meter;
    const base::MonotonicTime now{1h};
    meter.sample(now, 1'000'000);
    meter.sample(now + 1s, 10);
    EXPECT_EQ(meter.per_second(), 0);
    meter.sample(now + 2s, 40);
    EXPECT_DOUBLE_EQ(meter.per_second(), 30);
}

}  // namespace
}  // namespace cordon::supervisor
