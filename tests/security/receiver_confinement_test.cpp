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

// And where its camera may send by UDP: datagrams, and a port of its own that nobody can connect to.
constexpr SurvivedAttack kSurvivedWithUdp[] = {
    {"make_tcp_socket"},
    {"map_memory"},
    {"write_log"},
    {"read_time_stamp_counter"},
    {"connect_to_the_host", EACCES},
    {"make_ipv6_socket"},
    {"send_to_the_host", ENETUNREACH},  // no network is up where this is tried
    {"listen_on_a_port"},               // bound; listen(2) would end it
};

class EveryAttackOnTheReceiver : public FilterTest {};
class EveryAttackOnTheReceiverWithUdp : public FilterTest {};

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

TEST_P(EveryAttackOnTheReceiverWithUdp, EndsItUnlessItIsOneOfTheFewThingsAReceiverDoes) {
    const auto& [attack, starter] = GetParam();
    const Outcome outcome = run_hostile(
        {.program = "hostile_udp_receiver", .attack = attack, .argument = ::getpid(), .ring = true}, starter);
    expect_end(outcome, attack, kSurvivedWithUdp);
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttackOnTheReceiverWithUdp,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
