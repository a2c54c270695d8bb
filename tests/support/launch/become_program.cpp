// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/launch/become_program.hpp"

#include <array>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include "gateway/sandbox/namespaces.hpp"

namespace cordon::tests {

void become_program(const std::vector<std::string>& command, std::span<const PassedDescriptor> descriptors) {
    constexpr int kOutOfTheWay = 20;  // above every number a program is given
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    if (uid != 0 && (::unshare(CLONE_NEWUSER) != 0 || !sandbox::map_own_user(uid, gid).ok())) {
        ::_exit(99);
    }
    std::vector<PassedDescriptor> moved(descriptors.begin(), descriptors.end());
    for (PassedDescriptor& descriptor : moved) {
        descriptor.ours = ::fcntl(descriptor.ours, F_DUPFD, kOutOfTheWay);
    }
    for (const PassedDescriptor& descriptor : moved) {
        ::dup2(descriptor.ours, descriptor.theirs);
    }
    ::close_range(kOutOfTheWay, ~0U, 0);
    ::close(STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    ::execve(arguments[0], arguments.data(), environment.data());
    ::_exit(98);
}

}  // namespace cordon::tests
