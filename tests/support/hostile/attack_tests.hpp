// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <csignal>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_launch.hpp"
#include "tests/support/hostile/machine.hpp"
#include "tests/support/hostile/ordinary_user.hpp"

namespace cordon::hostile {

// The name of each attack there is, of every theme.
inline std::vector<std::string> every_attack() {
    std::vector<std::string> names;
    for (const auto theme :
         {file_attacks(), network_attacks(), process_attacks(), memory_attacks(), kernel_attacks()}) {
        for (const Attack& attack : theme) {
            names.emplace_back(attack.name);
        }
    }
    return names;
}

// Names a test of (attack or program, starter) after both.
inline constexpr auto subject_and_starter = [](const auto& test) {
    return std::get<0>(test.param) +
           (std::get<1>(test.param) == Starter::kWhoWeAre ? "_as_who_we_are" : "_as_ordinary_user");
};

// A test of (attack or program, starter); skipped where nothing can be started so.
class StarterTest : public testing::TestWithParam<std::tuple<std::string, Starter>> {
protected:
    void SetUp() override {
        if (const auto reason = why_not_as(std::get<1>(GetParam())); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }
};

// The same of a seccomp filter, as it is in an installed build.
class FilterTest : public StarterTest {
protected:
    void SetUp() override {
#ifdef CORDON_SANITIZED
        GTEST_SKIP()
            << "a sanitizer's runtime has system calls of its own, so the filter under test is another";
#endif
        StarterTest::SetUp();
    }
};

// An attack that does not end the program: it works, or is refused with this errno.
struct SurvivedAttack {
    std::string_view name;
    int error_number = 0;  // 0: it works
};

// `outcome` is that of `attack` under a policy that lets these attacks, and only these, come back.
inline void expect_end(const Outcome& outcome, std::string_view attack,
                       std::span<const SurvivedAttack> survived) {
    const auto found = std::ranges::find(survived, attack, &SurvivedAttack::name);
    if (found == survived.end()) {
        const bool foreign = attack == "call_as_32_bit";
        EXPECT_TRUE(outcome.killed_by(foreign ? signal_of_a_32_bit_call() : SIGSYS)) << outcome.describe();
    } else if (found->error_number != 0) {
        EXPECT_TRUE(outcome.refused_with(found->error_number)) << outcome.describe();
    } else {
        EXPECT_TRUE(outcome.succeeded()) << outcome.describe();
    }
}

}  // namespace cordon::hostile
