// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Prints the system calls cordon-decode may make, from the very table it confines itself with: a name and a
// reason a line.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>

#include <seccomp.h>

#include "pipelines/untrusted/decode/sandbox_policy.hpp"

namespace {

struct Free {
    void operator()(char* text) const { std::free(text); }
};

}  // namespace

int main() {
    const auto policy = cordon::untrusted::decode::sandbox_policy({});
    std::set<int> printed;
    for (const cordon::sandbox::SyscallRule& rule : policy.syscalls) {
        if (rule.refused_with == 0 && printed.insert(rule.number).second) {
            const std::unique_ptr<char, Free> name(
                seccomp_syscall_resolve_num_arch(seccomp_arch_native(), rule.number));
            std::printf("%s %s\n", name ? name.get() : "?", rule.why);
        }
    }
    return 0;
}
