// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/stop_signals.hpp"

#include <csignal>

#include <sys/signalfd.h>
#include <unistd.h>

namespace cordon::supervisor {

base::Result<StopSignals> StopSignals::create() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        ::sigaddset(&signals, signal);
    }
    // A log nobody reads any more must not end us; write() says EPIPE then.
    ::signal(SIGPIPE, SIG_IGN);
    base::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd || ::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0) {
        return base::Error::from_errno("take signals");
    }
    return StopSignals(std::move(fd));
}

void StopSignals::take() {
    signalfd_siginfo signal{};
    // What it was does not matter.
    [[maybe_unused]] const ssize_t taken = ::read(fd_.get(), &signal, sizeof(signal));
}

}  // namespace cordon::supervisor
