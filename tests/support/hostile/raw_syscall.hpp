// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>
#include <cstdint>

#include <sys/syscall.h>
#include <unistd.h>

namespace cordon::hostile {

// A system call's result, or -errno.
template <typename... Arguments>
std::int64_t raw(long number, Arguments... arguments) {
    const long outcome = ::syscall(number, arguments...);
    return outcome >= 0 ? outcome : -errno;
}

// getpid by its number in the 32-bit table, which is writev's in the 64-bit one: a filter that knows only
// 64-bit calls would let it pass.
inline std::int64_t raw_32_bit_getpid() {
    long outcome = 20;
    asm volatile("int $0x80" : "+a"(outcome)::"memory", "r8", "r9", "r10", "r11");
    return outcome;
}

}  // namespace cordon::hostile
