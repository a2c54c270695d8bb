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

}  // namespace cordon::hostile
