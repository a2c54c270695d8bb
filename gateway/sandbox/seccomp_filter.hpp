// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <linux/filter.h>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// A condition on one argument of a system call: (argument & mask) == value. The kernel shows a filter all 64
// bits of an argument, also of one that C declares as int: give those the mask 0xffffffff.
struct ArgumentRule {
    unsigned index = 0;
    std::uint64_t mask = ~std::uint64_t{0};
    std::uint64_t value = 0;
};

// One permitted system call and why this program needs it. Several rules may name the same call; any of them
// permits. The conditions of one rule must all hold, and must be on different arguments.
struct SyscallRule {
    int number = 0;
    const char* why = "";
    std::optional<ArgumentRule> first = std::nullopt;
    std::optional<ArgumentRule> second = std::nullopt;
    std::optional<ArgumentRule> third = std::nullopt;
    // Not 0: the call is not made, it fails with this errno instead of ending the process. For calls a
    // library tries and can do without, such as clone3 (ENOSYS makes glibc use clone, whose flags a rule can
    // check).
    int refused_with = 0;
};

// A filter that permits what its rules say and kills the whole process on everything else, on every system
// call of a foreign architecture (int 0x80) and on the x32 ones. Compiled before a program gives anything up,
// because that needs memory and a descriptor; loaded last of all.
class SeccompFilter {
public:
    // An Error when a rule names no system call of this architecture, or does not say why it is there.
    static base::Result<SeccompFilter> compile(std::span<const SyscallRule> rules);

    // Puts every thread of this process under the filter, for good. Needs no_new_privs. Neither allocates nor
    // frees, so that nothing but the caller's own code runs under the filter.
    [[nodiscard]] base::Result<> load() const;

private:
    static constexpr std::size_t kMostInstructions = 2048;

    SeccompFilter() = default;

    std::array<sock_filter, kMostInstructions> program_{};
    std::uint16_t length_ = 0;
};

// Compiles and loads in one step.
base::Result<> load_seccomp_filter(std::span<const SyscallRule> rules);

}  // namespace cordon::sandbox
