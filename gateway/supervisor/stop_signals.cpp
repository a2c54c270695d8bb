// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/stop_signals.hpp"

#include <csignal>
#include <cstring>

#include <sys/signalfd.h>
#include <unistd.h>

namespace cordon::supervisor {

base::Result<StopSignals> StopSignals::create() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    // One that is blocked reaches a signalfd even where it is ignored.
    struct sigaction hangup {};
    if (::sigaction(SIGHUP, nullptr, &hangup) != 0 || hangup.sa_handler != SIG_IGN) {
        ::sigaddset(&signals, SIGHUP);
    }
    // A log nobody reads any more must not end us; write() says EPIPE then.
    ::signal(SIGPIPE, SIG_IGN);
    base::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd || ::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0) {
        return base::Error::from_errno("take signals");
    }
    return StopSignals(std::move(fd));
}

std::string StopSignals::take() {
    signalfd_siginfo signal{};
    if (::read(fd_.get(), &signal, sizeof(signal)) != sizeof(signal)) {
        return "a signal";
    }
    std::string text = "SIG" + std::string(::sigabbrev_np(static_cast<int>(signal.ssi_signo)));
    // From the kernel (a terminal's Ctrl-C) there is no process.
    return signal.ssi_pid == 0 ? text : text + " from process " + std::to_string(signal.ssi_pid);
}

}  // namespace cordon::supervisor
