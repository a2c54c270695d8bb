// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/hostile/attacks.hpp"
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

// A test of a seccomp filter: as `Starter` in the second parameter, and of the filter that is installed.
class FilterTest : public testing::TestWithParam<std::tuple<std::string, Starter>> {
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

}  // namespace cordon::hostile
