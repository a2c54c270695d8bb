// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// What a camera that took over cordon-receive can still do: use memory, see the time, write to the log, and
// call the one port it was called on. Everything else ends the process.
#include <cerrno>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attack_tests.hpp"

namespace cordon::hostile {
namespace {

constexpr SurvivedAttack kSurvived[] = {
    {"make_tcp_socket"},
    {"map_memory"},
    {"write_log"},
    {"read_time_stamp_counter"},
    {"connect_to_the_host", EACCES},  // by Landlock: a port that is not the camera's
};

class EveryAttackOnTheReceiver : public FilterTest {};

TEST_P(EveryAttackOnTheReceiver, EndsItUnlessItIsOneOfTheFewThingsAReceiverDoes) {
    const auto& [attack, starter] = GetParam();
    const Outcome outcome = run_hostile(
        {.program = "hostile_receiver", .attack = attack, .argument = ::getpid(), .ring = true}, starter);
    expect_end(outcome, attack, kSurvived);
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttackOnTheReceiver,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
