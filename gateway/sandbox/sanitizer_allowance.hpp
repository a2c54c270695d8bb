// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include <sys/syscall.h>

namespace cordon::sandbox {

// A sanitizer's runtime maps shadow memory, reads /proc and writes reports behind the program's back. Builds
// made with one (CORDON_SANITIZED; such a build refuses to be installed) may also make these calls, keep an
// unlimited address space and an untrapped time-stamp counter. In every other build this is empty.
#ifdef CORDON_SANITIZED
inline constexpr bool kSanitized = true;
inline constexpr std::array kSanitizerSyscalls{
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_mprotect,
    SYS_brk,
    SYS_write,
    SYS_writev,
    SYS_read,
    SYS_openat,
    SYS_close,
    SYS_fstat,
    SYS_newfstatat,
    SYS_readlink,
    SYS_readlinkat,
    SYS_lseek,
    SYS_getdents64,
    SYS_futex,
    SYS_sigaltstack,
    SYS_rt_sigaction,
    SYS_rt_sigreturn,
    SYS_getpid,
    SYS_rt_sigprocmask,
    SYS_gettid,
    SYS_tgkill,
    SYS_clock_gettime,
    SYS_clock_nanosleep,
    SYS_sched_yield,
    SYS_getrusage,
    SYS_getrlimit,
    SYS_prlimit64,
    SYS_prctl,
    SYS_exit,
    SYS_exit_group,
    SYS_pipe2,
    SYS_rseq,
    SYS_set_robust_list,
    SYS_sched_getaffinity,
    SYS_getrandom,
    SYS_uname,
    SYS_gettimeofday,
};
#else
inline constexpr bool kSanitized = false;
inline constexpr std::array<int, 0> kSanitizerSyscalls{};
#endif

}  // namespace cordon::sandbox
