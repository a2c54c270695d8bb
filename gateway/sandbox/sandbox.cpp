// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/sandbox.hpp"

#include <algorithm>

#include <sched.h>
#include <sys/syscall.h>

#include "gateway/sandbox/descriptors.hpp"
#include "gateway/sandbox/landlock_rules.hpp"
#include "gateway/sandbox/mount_view.hpp"
#include "gateway/sandbox/privileges.hpp"
#include "gateway/sandbox/sanitizer_allowance.hpp"
#include "gateway/sandbox/supervisor_watch.hpp"
#include "gateway/sandbox/time_stamp_counter.hpp"

#ifdef CORDON_SANITIZED
namespace {
bool confined = false;
}  // namespace

// LeakSanitizer asks this when the program ends; its search traces the process with ptrace, which is over.
extern "C" int __lsan_is_turned_off();   // NOLINT: the name is the sanitizer's
extern "C" int __lsan_is_turned_off() {  // NOLINT
    return confined ? 1 : 0;
}
#endif

namespace cordon::sandbox {
namespace {

base::Result<> require_one_thread() {
    if constexpr (kSanitized) {
        return {};  // ThreadSanitizer has a thread of its own from the start.
    }
    // Changes nothing; the kernel refuses it to a process with more than one thread (unshare(2)).
    if (::unshare(CLONE_THREAD) != 0) {
        return base::Error::from_errno("one thread only, before confinement");
    }
    return {};
}

bool permits(const Policy& policy, int number) {
    return std::ranges::any_of(policy.syscalls, [number](const SyscallRule& rule) {
        return rule.number == number && rule.refused_with == 0;
    });
}

}  // namespace

base::Result<> confine(const Policy& policy, std::uint32_t uid, std::uint32_t gid,
                       std::span<const int> keep) {
    // The order is what makes the layers possible at all. First what needs memory and descriptors, so that a
    // policy that does not compile is found before anything is given up.
    CORDON_TRY(const SeccompFilter filter, SeccompFilter::compile(policy.syscalls));
    CORDON_TRY_VOID(require_one_thread());
    CORDON_TRY(const SupervisorWatch supervisor, SupervisorWatch::create());
    // Before the mount view: a directory left open would lead out of it.
    CORDON_TRY_VOID(close_all_but(keep));
    // Before the privileges go, because it takes CAP_SYS_ADMIN, and before Landlock, which forbids mounting.
    CORDON_TRY_VOID(enter_empty_mount_view());
    // Bounding set and secure bits while there is CAP_SETPCAP; the user while there is CAP_SETUID; then none.
    CORDON_TRY_VOID(forbid_regaining_privileges());
    CORDON_TRY_VOID(become(uid, gid));
    CORDON_TRY_VOID(give_up_privileges());
    // After the last change of credentials, which had cleared it.
    CORDON_TRY_VOID(supervisor.renew());
    // After no_new_privs, which lets a process without privilege have it; before the limit on descriptors, of
    // which it needs one.
    CORDON_TRY_VOID(apply_landlock({.connects = permits(policy, SYS_connect),
                                    .binds = permits(policy, SYS_bind),
                                    .only_connect_port = policy.tcp_connect_port}));
    CORDON_TRY_VOID(set_resource_limits(policy.limits));
    // From here on clocks may kill us, and after the filter nearly everything.
    if (policy.time_stamp_counter_traps && !kSanitized) {
        CORDON_TRY_VOID(trap_time_stamp_counter());
    }
#ifdef CORDON_SANITIZED
    confined = true;
#endif
    return filter.load();
}

}  // namespace cordon::sandbox
