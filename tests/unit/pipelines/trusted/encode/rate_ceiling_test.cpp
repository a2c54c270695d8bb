// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/rate_ceiling.hpp"

#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

namespace cordon::trusted::encode {
namespace {

using std::chrono::milliseconds;

const base::MonotonicTime kStart{std::chrono::seconds(100)};

// A scene whose bits halve with every six steps of the quantiser: what came out in `seconds` at 20 frames/s.
double run(RateCeiling& ceiling, double bits_at_26, int seconds, std::uint32_t& last_quantiser) {
    double bits = 0;
    for (int frame = 0; frame < seconds * 20; ++frame) {
        last_quantiser = ceiling.quantiser(kStart + milliseconds(50) * frame);
        const double picture = bits_at_26 * std::exp2((26.0 - last_quantiser) / 6.0);
        ceiling.add(static_cast<std::size_t>(picture / 8));
        bits += picture;
    }
    return bits / seconds / 1000;
}

TEST(RateCeiling, LeavesTheQualityAloneBelowTheCeiling) {
    RateCeiling ceiling(26, 4000);
    std::uint32_t quantiser = 0;
    EXPECT_NEAR(run(ceiling, 100'000, 30, quantiser), 2000, 20);
    EXPECT_EQ(quantiser, 26U);
}

TEST(RateCeiling, HoldsOnAverageWhenTheSceneWantsFourTimesAsMuch) {
    RateCeiling ceiling(26, 1000);
    std::uint32_t quantiser = 0;
    EXPECT_LE(run(ceiling, 200'000, 60, quantiser), 1050);
    EXPECT_NEAR(quantiser, 38, 2);
}

TEST(RateCeiling, ForgivesAKeyframe) {
    RateCeiling ceiling(26, 1000);
    EXPECT_EQ(ceiling.quantiser(kStart), 26U);
    ceiling.add(100'000);  // 0.8 s worth of the ceiling
    EXPECT_EQ(ceiling.quantiser(kStart + milliseconds(50)), 26U);
}

TEST(RateCeiling, GoesBackToTheQualityAskedForWhenTheSceneCalmsDown) {
    RateCeiling ceiling(26, 1000);
    std::uint32_t quantiser = 0;
    run(ceiling, 400'000, 10, quantiser);
    EXPECT_GT(quantiser, 30U);
    EXPECT_EQ(ceiling.quantiser(kStart + std::chrono::seconds(20)), 26U);
}

TEST(RateCeiling, NeverLeavesTheStandardsRange) {
    RateCeiling ceiling(40, 100);
    EXPECT_EQ(ceiling.quantiser(kStart), 40U);
    ceiling.add(100'000'000);
    EXPECT_EQ(ceiling.quantiser(kStart), RateCeiling::kCoarsest);
}

}  // namespace
}  // namespace cordon::trusted::encode
