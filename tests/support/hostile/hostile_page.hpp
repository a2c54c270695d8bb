// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace cordon::hostile {

// What a test and the hostile program it starts have in common: one page of shared memory, descriptor 0 of
// the program. Writing to it takes no system call, so an attack can report under any filter.
enum class Stage : std::uint32_t {
    kStarted = 0,
    kNotConfined,  // confine() refused; its error is in the log
    kConfined,     // the attack began and did not come back
    kReturned,     // the attack came back with `result`
};

struct HostilePage {
    std::array<char, 64> attack{};  // its name, zero-terminated
    std::uint32_t uid = 0;          // for confine()
    std::uint32_t gid = 0;
    std::int64_t argument = 0;  // what the attack is aimed at: a pid, a port
    volatile Stage stage = Stage::kStarted;
    volatile std::int64_t result = 0;  // 0 or more: what it got; less: -errno
};

inline constexpr int kPageFd = 0;
inline constexpr int kRingFd = 3;  // a sealed memory open for reading, where the test gives one

}  // namespace cordon::hostile
