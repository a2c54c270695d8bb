// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

namespace cordon::tests {

// A descriptor of ours, and its number in the program.
struct PassedDescriptor {
    int ours = -1;
    int theirs = -1;
};

// In a forked child: becomes the program `command` as the supervisor would start it, but for the namespaces
// that take privilege: with exactly these descriptors and an empty environment, and, started by an ordinary
// user, in a user namespace to confine itself from. Ends with 98 or 99 where that cannot be had.
[[noreturn]] void become_program(const std::vector<std::string>& command,
                                 std::span<const PassedDescriptor> descriptors);

}  // namespace cordon::tests
