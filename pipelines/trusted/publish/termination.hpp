// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace cordon::trusted::publish {

// SIGTERM and SIGINT as something to wait for. Make one before any thread starts: threads inherit that they
// do not take these signals. As the first process of its pid namespace a program is only sent what it waits
// for.
class Termination {
public:
    Termination() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    void wait() const {
        int signal = 0;
        sigwait(&signals_, &signal);
    }

private:
    sigset_t signals_{};
};

}  // namespace cordon::trusted::publish
