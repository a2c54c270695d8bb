// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// With every layer in place and a filter that permits nothing but to end, every attack there is ends the
// process.
#include <csignal>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_launch.hpp"
#include "tests/support/hostile/machine.hpp"

namespace cordon::hostile {
namespace {

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

class EveryAttack : public testing::TestWithParam<std::tuple<std::string, Starter>> {
protected:
    void SetUp() override {
#ifdef CORDON_SANITIZED
        GTEST_SKIP()
            << "a sanitizer's runtime has system calls of its own, so the filter under test is another";
#endif
        if (const auto reason = why_not_as(std::get<1>(GetParam())); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }
};

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
        const bool foreign = attack == "call_as_32_bit";
        EXPECT_TRUE(outcome.killed_by(foreign ? signal_of_a_32_bit_call() : SIGSYS)) << outcome.describe();
    }
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttack,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         [](const auto& test) {
                             return std::get<0>(test.param) + (std::get<1>(test.param) == Starter::kWhoWeAre
                                                                   ? "_as_who_we_are"
                                                                   : "_as_ordinary_user");
                         });

}  // namespace
}  // namespace cordon::hostile
