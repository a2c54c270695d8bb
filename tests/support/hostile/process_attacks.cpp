// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <csignal>
#include <cstdint>

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {
namespace {

// In the new process nothing may follow but its end.
std::int64_t in_parent(std::int64_t made) {
    if (made == 0) {
        raw(SYS_exit_group, 0);
    }
    return made;
}

std::int64_t fork_process(const Scene&) {
    return in_parent(raw(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

std::int64_t fork_process_the_old_way(const Scene&) {
    return in_parent(raw(SYS_fork));
}

std::int64_t fork_process_the_new_way(const Scene&) {
    clone_args arguments{};
    arguments.exit_signal = SIGCHLD;
    return in_parent(raw(SYS_clone3, &arguments, sizeof(arguments)));
}

std::int64_t start_thread(const Scene&) {
    alignas(16) static std::array<std::byte, 65536> stack{};
    constexpr int kFlags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
    const auto body = [](void*) {
        raw(SYS_exit, 0);
        return 0;
    };
    const int made = ::clone(body, stack.data() + stack.size(), kFlags, nullptr);
    return made >= 0 ? made : -errno;
}

// Where it works there is no program left to say so: the process ends with 0 at Stage::kConfined.
std::int64_t execute_program(const Scene&) {
    std::array<const char*, 4> arguments{"sh", "-c", "exit 0", nullptr};
    std::array<const char*, 1> environment{nullptr};
    return raw(SYS_execve, "/bin/sh", arguments.data(), environment.data());
}

// Argument, here and below: the pid of the test, as the host knows it.
std::int64_t signal_another(const Scene& scene) {
    return raw(SYS_kill, scene.argument, 0);
}

std::int64_t trace_another(const Scene& scene) {
    const std::int64_t attached = raw(SYS_ptrace, PTRACE_SEIZE, scene.argument, nullptr, nullptr);
    if (attached >= 0) {
        raw(SYS_ptrace, PTRACE_DETACH, scene.argument, nullptr, nullptr);
    }
    return attached;
}

std::int64_t read_memory_of_another(const Scene& scene) {
    std::uint64_t word = 0;
    const iovec here{.iov_base = &word, .iov_len = sizeof(word)};
    const iovec there{.iov_base = reinterpret_cast<void*>(0x10000), .iov_len = sizeof(word)};
    const std::int64_t got = raw(SYS_process_vm_readv, scene.argument, &here, 1, &there, 1, 0);
    return got == -EFAULT ? 0 : got;  // It was let in; there was only nothing at that address.
}

std::int64_t hold_another(const Scene& scene) {
    return raw(SYS_pidfd_open, scene.argument, 0);
}

std::int64_t enter_another_namespace(const Scene&) {
    const std::int64_t self = raw(SYS_pidfd_open, ::syscall(SYS_getpid), 0);
    return self < 0 ? self : raw(SYS_setns, self, CLONE_NEWNET);
}

std::int64_t leave_network_namespace(const Scene&) {
    return raw(SYS_unshare, CLONE_NEWNET);
}

std::int64_t leave_mount_namespace(const Scene&) {
    return raw(SYS_unshare, CLONE_NEWNS);
}

std::int64_t become_root(const Scene&) {
    return raw(SYS_setresuid, 0, 0, 0);
}

std::int64_t become_somebody(const Scene&) {
    return raw(SYS_setresuid, 12345, 12345, 12345);
}

std::int64_t change_groups(const Scene&) {
    return raw(SYS_setgroups, 0, nullptr);
}

std::int64_t regain_capabilities(const Scene&) {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    std::array<__user_cap_data_struct, 2> all{};
    all[0] = {.effective = 1U << CAP_NET_RAW, .permitted = 1U << CAP_NET_RAW, .inheritable = 0};
    return raw(SYS_capset, &header, all.data());
}

std::int64_t change_secure_bits(const Scene&) {
    return raw(SYS_prctl, PR_SET_SECUREBITS, 0, 0, 0, 0);
}

std::int64_t raise_limits(const Scene&) {
    const rlimit wanted{.rlim_cur = 512, .rlim_max = 512};
    return raw(SYS_prlimit64, 0, RLIMIT_NOFILE, &wanted, nullptr);
}

std::int64_t make_many_descriptors(const Scene&) {
    return raw(SYS_fcntl, 0, F_DUPFD, 100);
}

constexpr std::array kAttacks{
    Attack{"fork_process", fork_process},
    Attack{"fork_process_the_old_way", fork_process_the_old_way},
    Attack{"fork_process_the_new_way", fork_process_the_new_way},
    Attack{"start_thread", start_thread},
    Attack{"execute_program", execute_program},
    Attack{"signal_another", signal_another},
    Attack{"trace_another", trace_another},
    Attack{"read_memory_of_another", read_memory_of_another},
    Attack{"hold_another", hold_another},
    Attack{"enter_another_namespace", enter_another_namespace},
    Attack{"leave_network_namespace", leave_network_namespace},
    Attack{"leave_mount_namespace", leave_mount_namespace},
    Attack{"become_root", become_root},
    Attack{"become_somebody", become_somebody},
    Attack{"change_groups", change_groups},
    Attack{"regain_capabilities", regain_capabilities},
    Attack{"change_secure_bits", change_secure_bits},
    Attack{"raise_limits", raise_limits},
    Attack{"make_many_descriptors", make_many_descriptors},
};

}  // namespace

std::span<const Attack> process_attacks() {
    return kAttacks;
}

}  // namespace cordon::hostile
