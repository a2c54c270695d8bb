// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/idle_meter.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

TEST(IdleMeter, TellsTheShareOfTimeNobodyUsedSinceTheLastLook) {
    IdleMeter meter;
    EXPECT_EQ(meter.sample("cpu  100 0 50 800 50 0 0 0 7 7"), 0);
    EXPECT_DOUBLE_EQ(meter.sample("cpu  140 0 60 840 60 0 0 0 9 9"), 0.5);
    EXPECT_DOUBLE_EQ(meter.sample("cpu  240 0 60 840 60 0 0 0 9 9"), 0);
}

TEST(IdleMeter, KnowsNothingOfAFileThatSaysNothing) {
    IdleMeter meter;
    EXPECT_EQ(meter.sample(""), 0);
    EXPECT_EQ(meter.sample("nonsense"), 0);
    EXPECT_EQ(meter.sample("cpu  100 0 50 800 50 0 0 0 7 7"), 0);
    EXPECT_EQ(meter.sample("cpu  100 0 50 800 50 0 0 0 7 7"), 0);
}

TEST(IdleMeter, ReadsThisMachines) {
    IdleMeter meter;
    meter.sample();
    const double idle = meter.sample();
    EXPECT_GE(idle, 0);
    EXPECT_LE(idle, 1);
}

}  // namespace
}  // namespace cordon::supervisor
