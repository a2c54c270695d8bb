// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Attacks with every layer in place, under a filter that permits nothing but to end.
#include <array>

#include <sys/syscall.h>

#include "tests/support/hostile/hostile_program.hpp"

int main() {
    using cordon::sandbox::SyscallRule;
    static constexpr std::array kRules{SyscallRule{.number = SYS_exit_group, .why = "end"}};
    return cordon::hostile::run_hostile_program(cordon::sandbox::Policy{
        .program = "hostile_bare", .syscalls = kRules, .time_stamp_counter_traps = true});
}
