// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// What pixels that took over cordon-snapshot can still do: use memory, wait, write to the log and into the
// one file they were handed. They cannot write a ring, open a file, reach a network, or touch another
// process.
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attack_tests.hpp"

namespace cordon::hostile {
namespace {

constexpr SurvivedAttack kSurvived[] = {
    {"map_memory"},
    {"write_log"},
    {"read_time_stamp_counter"},
};

class EveryAttackOnTheSnapshot : public FilterTest {};

TEST_P(EveryAttackOnTheSnapshot, EndsItUnlessItIsOneOfTheFewThingsASnapshotDoes) {
    const auto& [attack, starter] = GetParam();
    const Outcome outcome = run_hostile(
        {.program = "hostile_snapshot", .attack = attack, .argument = ::getpid(), .ring = true}, starter);
    expect_end(outcome, attack, kSurvived);
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttackOnTheSnapshot,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
