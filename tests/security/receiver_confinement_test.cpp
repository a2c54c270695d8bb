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
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_launch.hpp"
#include "tests/support/hostile/machine.hpp"

namespace cordon::hostile {
namespace {

constexpr std::array<std::string_view, 4> kPermitted{"make_tcp_socket", "map_memory", "write_log",
                                                     "read_time_stamp_counter"};
constexpr std::string_view kRefusedByLandlock = "connect_to_the_host";  // a port that is not the camera's

std::vector<std::string> every_attack() {
    std::vector<std::string> names;
    for (const auto theme :
         {file_attacks(), network_attacks(), process_attacks(), memory_attacks(), kernel_attacks()}) {
        for (const Attack& attack : theme) {
            names.emplace_back(attack.name);
        }
    }
    return names;
}

class EveryAttackOnTheReceiver : public testing::TestWithParam<std::tuple<std::string, Starter>> {
protected:
    void SetUp() override {
#ifdef CORDON_SANITIZED
        GTEST_SKIP()
            << "a sanitizer's runtime has system calls of its own, so the filter under test is another";
#endif
    }
};

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
                         [](const auto& test) {
                             return std::get<0>(test.param) + (std::get<1>(test.param) == Starter::kWhoWeAre
                                                                   ? "_as_who_we_are"
                                                                   : "_as_ordinary_user");
                         });

}  // namespace
}  // namespace cordon::hostile
