// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "gateway/base/result.hpp"
#include "gateway/sandbox/resource_limits.hpp"
#include "gateway/sandbox/seccomp_filter.hpp"

namespace cordon::sandbox {

// What one program may do once it has started. Stands beside that program's main, in its sandbox_policy.
struct Policy {
    const char* program = "";
    std::span<const SyscallRule> syscalls = {};
    ResourceLimits limits = {};
    // rdtsc, rdtscp and with them every clock of the vDSO (std::chrono, log time stamps) end the process with
    // SIGSEGV: for programs that shall not measure time. Some virtual machines ignore it
    // (time_stamp_counter_traps() tells, decisions/0007 says what that costs).
    bool time_stamp_counter_traps = false;
    // The one TCP port it may connect to, where connect(2) is permitted and Landlock knows ports (Linux 6.7).
    std::optional<std::uint16_t> tcp_connect_port = std::nullopt;
};

// Locks this process in, for good: only the descriptors in `keep` stay open; an empty, read-only mount view;
// its own user and group where it has privilege (`uid` 0 keeps the user it is); no capabilities, no new
// privileges; death when the supervisor dies; Landlock, where the kernel has it; resource limits; and last
// the seccomp filter, under which the rest of the program runs.
//
// Call once, with everything that must be loaded loaded, before the first hostile byte and before the first
// further thread: a thread that exists already would keep the old credentials and the old view of the file
// system, so it is an Error. Needs CAP_SYS_ADMIN (the supervisor starts its children with it, if need be in a
// user namespace). An Error names the layer that could not be had: the program must then end.
//
// No parameter, environment variable or file switches any of it off.
base::Result<> confine(const Policy& policy, std::uint32_t uid, std::uint32_t gid, std::span<const int> keep);

}  // namespace cordon::sandbox
