// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// What a camera that took over cordon-receive can still do: use memory, see the time, write to the log, and
// call the one port it was called on. Everything else ends the process.
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attack_tests.hpp"
#include "tests/support/hostile/hostile_launch.hpp"
#include "tests/support/hostile/machine.hpp"

namespace cordon::hostile {
namespace {

constexpr std::array<std::string_view, 4> kPermitted{"make_tcp_socket", "map_memory", "write_log",
                                                     "read_time_stamp_counter"};
constexpr std::string_view kRefusedByLandlock = "connect_to_the_host";  // a port that is not the camera's

class EveryAttackOnTheReceiver : public FilterTest {};

TEST_P(EveryAttackOnTheReceiver, EndsItUnlessItIsOneOfTheFewThingsAReceiverDoes) {
    const auto& [attack, starter] = GetParam();
    const Outcome outcome = run_hostile(
        {.program = "hostile_receiver", .attack = attack, .argument = ::getpid(), .ring = true}, starter);
    if (std::ranges::find(kPermitted, attack) != kPermitted.end()) {
        EXPECT_TRUE(outcome.succeeded()) << outcome.describe();
    } else if (attack == kRefusedByLandlock) {
        EXPECT_TRUE(outcome.refused_with(EACCES)) << outcome.describe();
    } else {
        const bool foreign = attack == "call_as_32_bit";
        EXPECT_TRUE(outcome.killed_by(foreign ? signal_of_a_32_bit_call() : SIGSYS)) << outcome.describe();
    }
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttackOnTheReceiver,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
