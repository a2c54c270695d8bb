// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {

// Where a child's sockets live.
struct NetworkPlace {
    enum class Kind {
        kEmpty,  // a network namespace of its own with nothing in it, not even a loopback that is up
        kJoin,   // the namespace behind `descriptor` (a receiver: the camera network)
        kOurs,   // the one the supervisor is in (the publisher: the core network)
    };
    Kind kind = Kind::kEmpty;
    int descriptor = -1;  // of kJoin; borrowed
};

// One descriptor a child shall own: `ours` becomes number `theirs`.
struct InheritedDescriptor {
    int ours = -1;
    int theirs = -1;
};

struct ChildLaunch {
    std::string program;                           // absolute path
    std::vector<InheritedDescriptor> descriptors;  // everything it owns; all else is closed
    NetworkPlace network;
};

// How a child ended.
struct ChildEnd {
    bool signalled = false;
    int code = 0;  // exit status, or the signal's number
};

// One child, started in its own pid, ipc and mount namespaces (and user namespace, where the supervisor is an
// ordinary user) and the network it was given, with an empty environment and no arguments. It is killed when
// this object goes, and by the kernel when the supervisor dies in whatever way. Used by the supervisor's one
// thread.
class ChildProcess {
public:
    static base::Result<ChildProcess> start(const ChildLaunch& launch);

    ChildProcess(ChildProcess&&) noexcept = default;
    ChildProcess& operator=(ChildProcess&& other) noexcept;
    ~ChildProcess();

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] int pidfd() const { return pidfd_.get(); }  // readable when the child has ended

    void terminate();  // SIGTERM: end in order
    void kill();       // SIGKILL
    // How it ended, once it has; reaps it. Does not block.
    std::optional<ChildEnd> reap();

private:
    ChildProcess(pid_t pid, base::UniqueFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}

    pid_t pid_ = -1;
    base::UniqueFd pidfd_;
};

}  // namespace cordon::supervisor
