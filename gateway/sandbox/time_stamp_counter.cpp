// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/time_stamp_counter.hpp"

#include <csignal>
#include <cstdint>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <x86intrin.h>

namespace cordon::sandbox {
namespace {

[[noreturn]] void read_the_trapped_counter() {
    // The death that is hoped for leaves no trace and runs no handler of our starter's.
    const rlimit no_core{};
    ::setrlimit(RLIMIT_CORE, &no_core);
    std::signal(SIGSEGV, SIG_DFL);
    if (trap_time_stamp_counter().ok()) {
        [[maybe_unused]] const volatile std::uint64_t counter = __rdtsc();
    }
    ::_exit(0);
}

}  // namespace

base::Result<> trap_time_stamp_counter() {
    if (::prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) != 0) {
        return base::Error::from_errno("time-stamp counter: trap");
    }
    return {};
}

base::Result<bool> time_stamp_counter_traps() {
    const pid_t child = ::fork();
    if (child == 0) {
        read_the_trapped_counter();
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) {
        return base::Error::from_errno("time-stamp counter: try its trap in a child process");
    }
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
}

}  // namespace cordon::sandbox
