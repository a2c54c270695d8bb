// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/snapshot/sandbox_policy.hpp"

#include <array>

#include <sys/mman.h>
#include <sys/syscall.h>

#include "gateway/boundary/ring_layout.hpp"

namespace cordon::trusted::snapshot {
namespace {

using sandbox::ArgumentRule;
using sandbox::SyscallRule;

constexpr std::uint64_t kInt = 0xffffffff;

const std::array kSyscalls{
    SyscallRule{.number = SYS_write,
                .why = "the picture, into the file it was handed",
                .first = ArgumentRule{.index = 0, .mask = kInt, .value = boundary::kSnapshotFileFd}},
    SyscallRule{.number = SYS_write,
                .why = "the log",
                .first = ArgumentRule{.index = 0, .mask = kInt, .value = boundary::kLogFd}},
    SyscallRule{.number = SYS_clock_nanosleep, .why = "to wait for the next frame"},
    SyscallRule{.number = SYS_mmap,
                .why = "memory for the picture",
                .first = ArgumentRule{.index = 2, .mask = PROT_EXEC, .value = 0},
                .second = ArgumentRule{.index = 3, .mask = MAP_ANONYMOUS, .value = MAP_ANONYMOUS}},
    SyscallRule{.number = SYS_munmap, .why = "to give memory back"},
    SyscallRule{.number = SYS_mremap, .why = "buffers that grow"},
    SyscallRule{.number = SYS_brk, .why = "the heap"},
    SyscallRule{.number = SYS_exit_group, .why = "to end"},
    SyscallRule{.number = SYS_rt_sigreturn, .why = "to go on after a stop and continue"},
    SyscallRule{.number = SYS_restart_syscall, .why = "to go on after a stop and continue"},
};

// The program, its libraries, its stack, and zlib's tables.
constexpr std::uint64_t kProgramBytes = std::uint64_t{512} << 20;

}  // namespace

sandbox::Policy sandbox_policy(const boundary::SnapshotLaunchRecord& record) {
    const auto geometry = boundary::geometry_of(record);
    const std::uint64_t ring = geometry.ok() ? boundary::ring_bytes(geometry.value()) : 0;
    const std::uint64_t pixels = std::uint64_t{record.width} * record.height;
    // The frame, its RGB, and the file, which may be a little larger than that.
    const std::uint64_t picture = 16 * pixels;
    return {.program = "cordon-snapshot",
            .syscalls = kSyscalls,
            .limits = {.address_space_bytes = ring + picture + kProgramBytes,
                       .open_files = 0,
                       .processes = 0,
                       .file_size_bytes = 4 * pixels + (1U << 20)}};
}

}  // namespace cordon::trusted::snapshot
