// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/supervisor_watch.hpp"

#include <csignal>

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace cordon::sandbox {
namespace {

// From inside a pid namespace every parent outside is process 0, dead or alive. But standard error is a pipe
// whose one reader is the supervisor: without a reader there is no supervisor.
bool log_has_no_reader() {
    pollfd log{.fd = STDERR_FILENO, .events = 0, .revents = 0};
    return ::poll(&log, 1, 0) == 1 && (log.revents & POLLERR) != 0;
}

}  // namespace

base::Result<SupervisorWatch> SupervisorWatch::create() {
    SupervisorWatch watch(::getppid());
    CORDON_TRY_VOID(watch.renew());
    return watch;
}

base::Result<> SupervisorWatch::renew() const {
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) {
        return base::Error::from_errno("die with the supervisor");
    }
    if (::getppid() != parent_ || log_has_no_reader()) {
        return base::Error{"die with the supervisor: it is already gone"};
    }
    return {};
}

}  // namespace cordon::sandbox
