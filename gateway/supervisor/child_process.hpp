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
    std::string program = {};                           // absolute path
    std::vector<InheritedDescriptor> descriptors = {};  // everything it owns; all else is closed
    NetworkPlace network = {};
};

// How a child ended.
struct ChildEnd {
    bool signalled = false;
    int code = 0;  // exit status, or the signal's number
};

// Whether this process may make namespaces and give each child a user of its own. Where it may not, children
// start in a user namespace in which they are user 0 and nobody else exists: their launch records then say
// uid 0, "stay the user you are".
bool starts_children_with_privilege();

// One child, started in its own pid, ipc and mount namespaces (and user namespace, where the supervisor is an
// ordinary user) and the network it was given, with an empty environment and no arguments. It is killed when
// this object goes, and by the kernel when the supervisor dies in whatever way. Used by the supervisor's one
// thread: the supervisor has no other, and the kernel takes that thread's end for the supervisor's.
//
// Until it calls sandbox::confine() a child has the privilege confine() needs and the host's file system; it
// must not read a hostile byte before. It is process 1 of its pid namespace: signals from inside it that
// it does not handle are ignored, also SIGTERM from here.
class ChildProcess {
public:
    // Returns once the program runs. An Error names the step that failed and, where there is one, the cure;
    // nothing is left behind then.
    static base::Result<ChildProcess> start(const ChildLaunch& launch);

    ChildProcess(ChildProcess&& other) noexcept
        : pid_(other.pid_), pidfd_(std::move(other.pidfd_)), end_(other.end_) {}
    ChildProcess& operator=(ChildProcess&& other) noexcept;
    ~ChildProcess();

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] int pidfd() const { return pidfd_.get(); }  // readable when the child has ended

    void terminate();  // SIGTERM: end in order; only for a program that handles it
    void kill();       // SIGKILL
    // How it ended, once it has; reaps it, and says the same when asked again. Does not block.
    std::optional<ChildEnd> reap();

private:
    ChildProcess(pid_t pid, base::UniqueFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}

    void end_now();

    pid_t pid_ = -1;
    base::UniqueFd pidfd_;
    std::optional<ChildEnd> end_;
};

}  // namespace cordon::supervisor
