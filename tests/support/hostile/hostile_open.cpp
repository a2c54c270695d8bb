// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Attacks under a filter that permits every native system call: what then still refuses is another layer.
#include <array>

#include "tests/support/hostile/hostile_program.hpp"

int main() {
    using cordon::sandbox::SyscallRule;
    static constexpr int kBeyondTheLast = 500;
    static std::array<SyscallRule, kBeyondTheLast> rules;
    for (int number = 0; number < kBeyondTheLast; ++number) {
        rules[static_cast<std::size_t>(number)] = {.number = number, .why = "to see what else stops it"};
    }
    return cordon::hostile::run_hostile_program(
        cordon::sandbox::Policy{.program = "hostile_open",
                                .syscalls = rules,
                                .limits = {.address_space_bytes = std::uint64_t{128} << 20U,
                                           .open_files = 16,
                                           .processes = 0,
                                           .file_size_bytes = 0}});
}
