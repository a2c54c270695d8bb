// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hostile/machine.hpp"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "gateway/sandbox/time_stamp_counter.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {

int signal_of_a_32_bit_call() {
    const pid_t child = ::fork();
    if (child == 0) {
        raw_32_bit_getpid();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : SIGSYS;
}

bool clocks_can_be_trapped() {
    const auto traps = sandbox::time_stamp_counter_traps();
    return traps.ok() && traps.value();
}

}  // namespace cordon::hostile
