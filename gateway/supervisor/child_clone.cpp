// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/child_clone.hpp"

#include <cerrno>
#include <csignal>
#include <cstdint>

#include <linux/sched.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/sandbox/namespaces.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::uint64_t kAlways = CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS | CLONE_CLEAR_SIGHAND;

// What clone3 with `flags` said: 0 in the new process, its pid in this one.
pid_t raw_clone(std::uint64_t flags, int& pidfd) {
    clone_args arguments{};
    arguments.flags = flags | CLONE_PIDFD;
    arguments.pidfd = reinterpret_cast<std::uintptr_t>(&pidfd);
    // A sibling ends with the signal its maker would have ended with, and the kernel wants none named.
    arguments.exit_signal = (flags & CLONE_PARENT) != 0 ? 0 : SIGCHLD;
    return static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof(arguments)));
}

base::Error clone_error(std::uint64_t flags) {
    const int why = errno;
    base::Error error = base::Error::from_errno("make the process and its namespaces", why);
    if ((flags & CLONE_NEWUSER) != 0 && (why == EPERM || why == ENOSPC || why == EUSERS)) {
        error.message +=
            ". Without privilege this takes user namespaces, which are switched off here: as root, set "
            "sysctl "
            "kernel.unprivileged_userns_clone=1 (where it exists) and user.max_user_namespaces above 0, or "
            "start Cordon as root (in a chroot it must be)";
    }
    return error;
}

base::Result<NewProcess> clone_directly(const ChildLaunch& launch, const ChildEntry& entry,
                                        std::uint64_t flags, ReportPipe& report) {
    int pidfd = -1;
    const pid_t pid = raw_clone(flags, pidfd);
    if (pid == 0) {
        enter_child(launch, entry, report);
    }
    if (pid < 0) {
        return clone_error(flags);
    }
    return NewProcess{pid, base::UniqueFd(pidfd)};
}

// Runs in a process of its own: enters the camera network's user and network namespaces, from where there is
// no way back, and makes the child there, as a sibling, so that it is the supervisor's to watch and to die
// with.
[[noreturn]] void make_sibling(const ChildLaunch& launch, ReportPipe& report, int pid_writer) {
    if (auto tied = die_with_supervisor(report); !tied.ok()) {
        report_and_exit(report, tied.error());
    }
    if (auto joined = sandbox::join_network_and_its_owner(launch.network.descriptor); !joined.ok()) {
        report_and_exit(report, joined.error());
    }
    // Our user as this namespace knows it is what the child's own one is mapped to.
    const ChildEntry entry{.own_user_namespace = true, .uid = ::geteuid(), .gid = ::getegid()};
    auto child = clone_directly(launch, entry, kAlways | CLONE_NEWUSER | CLONE_PARENT, report);
    if (!child.ok()) {
        report_and_exit(report, child.error());
    }
    const pid_t pid = child.value().pid;
    const bool told = ::write(pid_writer, &pid, sizeof(pid)) == sizeof(pid);
    ::_exit(told ? 0 : 1);
}

base::Result<NewProcess> clone_through_owner(const ChildLaunch& launch, ReportPipe& report) {
    CORDON_TRY(auto pid_pipe, ReportPipe::create());
    int go_between_pidfd = -1;
    const pid_t go_between = raw_clone(CLONE_CLEAR_SIGHAND, go_between_pidfd);
    if (go_between == 0) {
        make_sibling(launch, report, pid_pipe.writer.get());
    }
    if (go_between < 0) {
        return base::Error::from_errno("make a process to enter the network namespace with");
    }
    const base::UniqueFd watch(go_between_pidfd);
    reap_now(watch.get());
    pid_pipe.writer.reset();
    NewProcess child;
    // Nobody but us can reap it, so the number is still its own.
    if (::read(pid_pipe.reader.get(), &child.pid, sizeof(child.pid)) == sizeof(child.pid)) {
        child.pidfd.reset(static_cast<int>(::syscall(SYS_pidfd_open, child.pid, 0)));
    }
    return child;
}

}  // namespace

base::Result<NewProcess> clone_child(const ChildLaunch& launch, ReportPipe& report) {
    using Kind = NetworkPlace::Kind;
    const bool joins = launch.network.kind == Kind::kJoin;
    const std::uint64_t network = launch.network.kind == Kind::kEmpty ? CLONE_NEWNET : 0;
    if (starts_children_with_privilege()) {
        return clone_directly(launch, {.joins_network = joins}, kAlways | network, report);
    }
    if (joins) {
        return clone_through_owner(launch, report);
    }
    const ChildEntry entry{.own_user_namespace = true, .uid = ::geteuid(), .gid = ::getegid()};
    return clone_directly(launch, entry, kAlways | CLONE_NEWUSER | network, report);
}

void reap_now(int pidfd) {
    siginfo_t ended{};
    while (::waitid(P_PIDFD, static_cast<id_t>(pidfd), &ended, WEXITED) != 0 && errno == EINTR) {
    }
}

}  // namespace cordon::supervisor
