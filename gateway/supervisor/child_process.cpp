// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <set>

#include <linux/capability.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/sandbox/namespaces.hpp"
#include "gateway/sandbox/privileges.hpp"
#include "gateway/supervisor/child_clone.hpp"
#include "gateway/supervisor/child_entry.hpp"

namespace cordon::supervisor {
namespace {

base::Result<> check(const ChildLaunch& launch) {
    if (!launch.program.starts_with('/')) {
        return base::Error{"the program's path must be absolute"};
    }
    std::set<int> numbers;
    for (const auto& each : launch.descriptors) {
        if (each.ours < 0 || each.theirs < 0 || !numbers.insert(each.theirs).second) {
            return base::Error{"descriptor " + std::to_string(each.ours) + " cannot become its number " +
                               std::to_string(each.theirs)};
        }
    }
    return {};
}

// What the new process had to say. Empty when it is the program now.
std::string read_report(ReportPipe& report) {
    report.writer.reset();
    std::string text;
    std::array<char, 512> part{};
    for (;;) {
        const ssize_t got = ::read(report.reader.get(), part.data(), part.size());
        if (got > 0) {
            text.append(part.data(), static_cast<std::size_t>(got));
        } else if (got == 0 || errno != EINTR) {
            return text;
        }
    }
}

base::Result<NewProcess> start_program(const ChildLaunch& launch) {
    CORDON_TRY_VOID(check(launch));
    CORDON_TRY(auto report, ReportPipe::create());
    CORDON_TRY(auto child, clone_child(launch, report));
    const std::string trouble = read_report(report);
    if (trouble.empty() && child.pidfd) {
        return child;
    }
    if (child.pidfd) {
        reap_now(child.pidfd.get());
    }
    return base::Error{trouble.empty() ? "it ended before it was the program" : trouble};
}

}  // namespace

bool starts_children_with_privilege() {
    return ::geteuid() == 0 && sandbox::has_capability(CAP_SYS_ADMIN) &&
           sandbox::has_capability(CAP_SETUID) && sandbox::has_capability(CAP_SETGID) &&
           sandbox::other_users_exist();
}

base::Result<ChildProcess> ChildProcess::start(const ChildLaunch& launch) {
    auto child = start_program(launch);
    if (!child.ok()) {
        return base::Error{"start " + launch.program + ": " + child.error().message};
    }
    NewProcess process = std::move(child).value();
    return ChildProcess(process.pid, std::move(process.pidfd));
}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
    if (this != &other) {
        end_now();
        pid_ = other.pid_;
        pidfd_ = std::move(other.pidfd_);
        end_ = other.end_;
    }
    return *this;
}

ChildProcess::~ChildProcess() {
    end_now();
}

void ChildProcess::end_now() {
    if (pidfd_ && !end_) {
        kill();
        reap_now(pidfd_.get());
    }
}

void ChildProcess::terminate() {
    ::syscall(SYS_pidfd_send_signal, pidfd_.get(), SIGTERM, nullptr, 0);
}

void ChildProcess::kill() {
    ::syscall(SYS_pidfd_send_signal, pidfd_.get(), SIGKILL, nullptr, 0);
}

std::optional<ChildEnd> ChildProcess::reap() {
    siginfo_t ended{};
    if (!end_ && ::waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &ended, WEXITED | WNOHANG) == 0 &&
        ended.si_pid != 0) {
        end_ = ChildEnd{.signalled = ended.si_code != CLD_EXITED, .code = ended.si_status};
    }
    return end_;
}

}  // namespace cordon::supervisor
