// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// With every layer in place and a filter that permits nothing but to end, every attack there is ends the
// process.
#include <csignal>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attack_tests.hpp"

namespace cordon::hostile {
namespace {

class EveryAttack : public FilterTest {};

TEST_P(EveryAttack, EndsTheProcess) {
    const auto& [attack, starter] = GetParam();
    const Outcome outcome = run_hostile(
        {.program = "hostile_bare", .attack = attack, .argument = ::getpid(), .ring = true}, starter);
    if (attack == "read_time_stamp_counter") {
        if (!clocks_can_be_trapped()) {
            GTEST_SKIP() << kClocksNotChecked;
        }
        EXPECT_TRUE(outcome.killed_by(SIGSEGV)) << outcome.describe();
    } else {
        expect_end(outcome, attack, {});
    }
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttack,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
