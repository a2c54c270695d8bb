// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/child_entry.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <vector>

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/sandbox/namespaces.hpp"

namespace cordon::supervisor {
namespace {

// Away from the terminal and its signals, but not into a session of its own: the kernel shares processors out
// among sessions first (sched_autogroup, on in Debian) and only within one by rank (decision 0022).
base::Result<> leave_terminal() {
    if (::setpgid(0, 0) != 0) {
        return base::Error::from_errno("process group of its own");
    }
    const base::UniqueFd terminal(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!terminal) {
        const bool has_none = errno == ENXIO || errno == ENOENT;
        return has_none ? base::Result<>() : base::Error::from_errno("look for a terminal");
    }
    if (::ioctl(terminal.get(), TIOCNOTTY) != 0) {
        return base::Error::from_errno("leave the terminal");
    }
    return {};
}

base::Result<> fresh_start() {
    // clone3 has taken the handlers away; what we ignore (SIGPIPE) would stay ignored across exec.
    for (int signal = 1; signal < NSIG; ++signal) {
        ::signal(signal, SIG_DFL);  // Fails for SIGKILL and SIGSTOP, which cannot be ignored.
    }
    sigset_t none;
    ::sigemptyset(&none);
    if (::sigprocmask(SIG_SETMASK, &none, nullptr) != 0) {
        return base::Error::from_errno("signal mask");
    }
    CORDON_TRY_VOID(leave_terminal());
    ::umask(0077);
    if (::chdir("/") != 0) {
        return base::Error::from_errno("go to /");
    }
    return {};
}

// Two passes, because a number wanted by one may be where another still is: first everything to numbers that
// nobody wants, then down to the wanted ones. exec closes all that is marked, which is all but those.
base::Result<> place_descriptors(const std::vector<InheritedDescriptor>& wanted) {
    int above_all = 0;
    for (const auto& each : wanted) {
        above_all = std::max(above_all, each.theirs + 1);
    }
    std::vector<InheritedDescriptor> lifted;
    lifted.reserve(wanted.size());
    for (const auto& each : wanted) {
        const int copy = ::fcntl(each.ours, F_DUPFD_CLOEXEC, above_all);
        if (copy < 0) {
            return base::Error::from_errno("inherit descriptor " + std::to_string(each.ours));
        }
        lifted.push_back({.ours = copy, .theirs = each.theirs});
    }
    if (::close_range(0, std::numeric_limits<unsigned>::max(), CLOSE_RANGE_CLOEXEC) != 0) {
        return base::Error::from_errno("mark descriptors to be closed");
    }
    for (const auto& each : lifted) {
        if (::dup2(each.ours, each.theirs) < 0) {
            return base::Error::from_errno("inherit as descriptor " + std::to_string(each.theirs));
        }
    }
    return {};
}

// The report pipe must not be where a wanted descriptor goes.
base::Result<> lift_report(const ChildLaunch& launch, ReportPipe& report) {
    int above_all = 0;
    for (const auto& each : launch.descriptors) {
        above_all = std::max(above_all, each.theirs + 1);
    }
    base::UniqueFd lifted(::fcntl(report.writer.get(), F_DUPFD_CLOEXEC, above_all));
    if (!lifted) {
        return base::Error::from_errno("keep the way to report");
    }
    report.writer = std::move(lifted);
    return {};
}

base::Result<> become_program(const ChildLaunch& launch, const ChildEntry& entry, ReportPipe& report) {
    CORDON_TRY_VOID(die_with_supervisor(report));
    if (entry.own_user_namespace) {
        CORDON_TRY_VOID(sandbox::map_own_user(entry.uid, entry.gid));
    }
    if (entry.joins_network) {
        CORDON_TRY_VOID(sandbox::join_network(launch.network.descriptor));
    }
    CORDON_TRY_VOID(fresh_start());
    CORDON_TRY_VOID(lift_report(launch, report));
    CORDON_TRY_VOID(place_descriptors(launch.descriptors));
    std::string program = launch.program;
    std::array<char*, 2> arguments{program.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    ::execve(program.c_str(), arguments.data(), environment.data());
    return base::Error::from_errno("execute");
}

}  // namespace

base::Result<ReportPipe> ReportPipe::create() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return base::Error::from_errno("a pipe");
    }
    return ReportPipe{base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
}

base::Result<> die_with_supervisor(ReportPipe& report) {
    report.reader.reset();
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) {
        return base::Error::from_errno("die with the supervisor");
    }
    // It may have died before that took hold: then nobody reads the report. getppid() does not tell, it is 0
    // in a new pid namespace.
    pollfd reader{.fd = report.writer.get(), .events = 0, .revents = 0};
    if (::poll(&reader, 1, 0) == 1 && (reader.revents & POLLERR) != 0) {
        return base::Error{"the supervisor is gone"};
    }
    return {};
}

void report_and_exit(const ReportPipe& report, const base::Error& error) {
    ::signal(SIGPIPE, SIG_IGN);
    [[maybe_unused]] const ssize_t written =
        ::write(report.writer.get(), error.message.data(), error.message.size());
    ::_exit(1);
}

void enter_child(const ChildLaunch& launch, const ChildEntry& entry, ReportPipe& report) {
    const auto outcome = become_program(launch, entry, report);
    report_and_exit(report, outcome.error());
}

}  // namespace cordon::supervisor
