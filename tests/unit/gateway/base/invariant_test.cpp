// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/invariant.hpp"

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

TEST(InvariantDeathTest, EndsTheProgramAndSaysWhereAndWhy) {
    const int frames = 3;
    EXPECT_DEATH(CORDON_INVARIANT(frames < 3, "a ring has three slots"),
                 "^E invariant broken at .*invariant_test.cpp:[0-9]+: a ring has three slots .frames < 3.");
}

TEST(Invariant, ThatHoldsEvaluatesItsConditionOnce) {
    int evaluated = 0;
    CORDON_INVARIANT(++evaluated == 1, "once");
    EXPECT_EQ(evaluated, 1);
}

}  // namespace
}  // namespace cordon::base
