// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/sandbox_policy.hpp"

#include <array>

#include <sys/syscall.h>

#include "gateway/boundary/ring_layout.hpp"

namespace cordon::untrusted::decode {
namespace {

using sandbox::ArgumentRule;
using sandbox::SyscallRule;

const std::array kSyscalls{
    SyscallRule{.number = SYS_read,
                .why = "access units, from the pipe and from nothing else",
                .first = ArgumentRule{.index = 0, .value = boundary::kDecoderPipeFd}},
    SyscallRule{.number = SYS_exit_group, .why = "to end"},
    SyscallRule{.number = SYS_exit, .why = "to end"},
    SyscallRule{.number = SYS_rt_sigreturn, .why = "to go on after a stop and continue"},
};

// The program, its libraries and its stack.
constexpr std::uint64_t kProgramBytes = std::uint64_t{512} << 20;

}  // namespace

sandbox::Policy sandbox_policy(const boundary::DecoderLaunchRecord& record) {
    const auto geometry = boundary::geometry_of(record);
    const std::uint64_t ring = geometry.ok() ? boundary::ring_bytes(geometry.value()) : 0;
    return {.program = "cordon-decode",
            .syscalls = kSyscalls,
            .limits = {.address_space_bytes = record.arena_bytes + ring + kProgramBytes,
                       .open_files = 0,
                       .processes = 0,
                       .file_size_bytes = 0,
                       .niceness = 10},
            .time_stamp_counter_traps = true};
}

}  // namespace cordon::untrusted::decode
