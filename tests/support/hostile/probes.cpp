// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {
namespace {

std::int64_t own_pid(const Scene&) {
    return raw(SYS_getpid);
}

std::int64_t own_user(const Scene&) {
    return raw(SYS_getuid);
}

std::int64_t count_descriptors(const Scene&) {
    std::int64_t open = 0;
    for (int descriptor = 0; descriptor < 4096; ++descriptor) {
        open += raw(SYS_fcntl, descriptor, F_GETFD) >= 0 ? 1 : 0;
    }
    return open;
}

// Argument: a descriptor's number. What it is, as a number every process agrees on.
std::int64_t inode_of_descriptor(const Scene& scene) {
    struct stat status {};
    const std::int64_t outcome = raw(SYS_fstat, scene.argument, &status);
    return outcome < 0 ? outcome : static_cast<std::int64_t>(status.st_ino);
}

std::int64_t count_environment(const Scene&) {
    std::int64_t count = 0;
    while (environ != nullptr && environ[count] != nullptr) {
        ++count;
    }
    return count;
}

std::int64_t leads_process_group(const Scene&) {
    return raw(SYS_getpgid, 0) == raw(SYS_getpid) ? 1 : 0;
}

// 0 where its leader is outside this namespace.
std::int64_t own_session(const Scene&) {
    return raw(SYS_getsid, 0);
}

std::int64_t open_terminal(const Scene&) {
    return raw(SYS_openat, AT_FDCWD, "/dev/tty", O_RDWR | O_CLOEXEC);
}

std::int64_t count_blocked_and_ignored_signals(const Scene&) {
    sigset_t blocked;
    ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
    std::int64_t count = 0;
    for (int signal = 1; signal < 32; ++signal) {
        struct sigaction action {};
        ::sigaction(signal, nullptr, &action);
        count += ::sigismember(&blocked, signal) == 1 || action.sa_handler == SIG_IGN ? 1 : 0;
    }
    return count;
}

std::int64_t death_signal(const Scene&) {
    int signal = 0;
    const std::int64_t outcome = raw(SYS_prctl, PR_GET_PDEATHSIG, &signal, 0, 0, 0);
    return outcome < 0 ? outcome : signal;
}

std::int64_t secure_bits(const Scene&) {
    return raw(SYS_prctl, PR_GET_SECUREBITS, 0, 0, 0, 0);
}

std::int64_t is_dumpable(const Scene&) {
    return raw(SYS_prctl, PR_GET_DUMPABLE, 0, 0, 0, 0);
}

std::int64_t no_new_privileges(const Scene&) {
    return raw(SYS_prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
}

// How many capabilities are left in the bounding set.
std::int64_t bounding_set(const Scene&) {
    std::int64_t count = 0;
    for (unsigned long capability = 0; capability < 64; ++capability) {
        count += raw(SYS_prctl, PR_CAPBSET_READ, capability, 0, 0, 0) == 1 ? 1 : 0;
    }
    return count;
}

// Argument: the status to end with.
std::int64_t end(const Scene& scene) {
    return raw(SYS_exit_group, scene.argument);
}

std::int64_t abort_itself(const Scene&) {
    std::abort();
}

std::int64_t touch_nothing(const Scene&) {
    return *static_cast<volatile const char*>(nullptr);  // NOLINT: on purpose
}

std::int64_t wait_for_ever(const Scene&) {
    for (;;) {
        raw(SYS_pause);
    }
}

// Needs no system call, so it lives under every filter.
std::int64_t spin_for_ever(const Scene&) {
    for (volatile bool for_ever = true; for_ever;) {
    }
    return 0;
}

std::int64_t wait_for_sigterm(const Scene&) {
    static volatile std::sig_atomic_t seen = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { seen = 1; };
    sigset_t terminate;
    sigset_t before;
    ::sigemptyset(&terminate);
    ::sigaddset(&terminate, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &terminate, &before);
    ::sigaction(SIGTERM, &action, nullptr);
    raw(SYS_write, 2, "ready\n", 6);
    while (seen == 0) {
        ::sigsuspend(&before);
    }
    return 0;
}

constexpr std::array kProbes{
    Attack{"own_pid", own_pid},
    Attack{"own_user", own_user},
    Attack{"count_descriptors", count_descriptors},
    Attack{"inode_of_descriptor", inode_of_descriptor},
    Attack{"count_environment", count_environment},
    Attack{"leads_process_group", leads_process_group},
    Attack{"open_terminal", open_terminal},
    Attack{"own_session", own_session},
    Attack{"count_blocked_and_ignored_signals", count_blocked_and_ignored_signals},
    Attack{"death_signal", death_signal},
    Attack{"secure_bits", secure_bits},
    Attack{"is_dumpable", is_dumpable},
    Attack{"no_new_privileges", no_new_privileges},
    Attack{"bounding_set", bounding_set},
    Attack{"end", end},
    Attack{"abort_itself", abort_itself},
    Attack{"touch_nothing", touch_nothing},
    Attack{"wait_for_ever", wait_for_ever},
    Attack{"spin_for_ever", spin_for_ever},
    Attack{"wait_for_sigterm", wait_for_sigterm},
};

}  // namespace

std::span<const Attack> probes() {
    return kProbes;
}

}  // namespace cordon::hostile
