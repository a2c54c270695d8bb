// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/children/child_signals.hpp"

#include <csignal>
#include <ctime>

namespace cordon::children {
namespace {

sigset_t end_signal() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

void block_end() {
    const sigset_t signals = end_signal();
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
}

bool asked_to_end(int milliseconds) {
    const sigset_t signals = end_signal();
    const timespec patience{.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1'000'000L};
    return ::sigtimedwait(&signals, nullptr, &patience) == SIGTERM;
}

}  // namespace cordon::children
