// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// A condition on one argument of a system call: (argument & mask) == value.
struct ArgumentRule {
    unsigned index = 0;
    std::uint64_t mask = ~std::uint64_t{0};
    std::uint64_t value = 0;
};

// One permitted system call and why this program needs it. Several rules may name the same call; any of them
// permits.
struct SyscallRule {
    int number = 0;
    const char* why = "";
    std::optional<ArgumentRule> first;
    std::optional<ArgumentRule> second;
};

// Loads a filter into every thread of this process that permits `rules` and kills the process on everything
// else.
base::Result<> load_seccomp_filter(std::span<const SyscallRule> rules);

}  // namespace cordon::sandbox
