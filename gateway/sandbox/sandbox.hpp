// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "gateway/base/result.hpp"
#include "gateway/sandbox/seccomp_filter.hpp"

namespace cordon::sandbox {

// Hard limits of one program (setrlimit(2)). A field of 0 sets the limit to 0.
struct ResourceLimits {
    std::uint64_t address_space_bytes = 0;
    std::uint64_t open_files = 0;
    std::uint64_t processes = 0;        // threads count
    std::uint64_t file_size_bytes = 0;  // of files written; shared memory is not meant
};

// What one program may do once it has started. Stands beside that program's main, in its sandbox_policy.
struct Policy {
    const char* program = "";
    std::span<const SyscallRule> syscalls;
    ResourceLimits limits;
    bool time_stamp_counter_traps = false;
};

// Locks this process in, for good: only the descriptors in `keep` stay open; an empty, read-only mount view;
// its own user and group where it has privilege (`uid` 0 keeps the user it is); no capabilities, no new
// privileges; death when the supervisor dies; Landlock, where the kernel has it; resource limits; and last
// the seccomp filter, under which the rest of the program runs. Call once, with everything that must be
// loaded loaded and before the first hostile byte. An Error names the layer that could not be had: the
// program must then end. One thread only, unless the filter says otherwise.
base::Result<> confine(const Policy& policy, std::uint32_t uid, std::uint32_t gid, std::span<const int> keep);

}  // namespace cordon::sandbox
