// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// What of the network is left to a program. Landlock knows TCP by port (Linux 6.7); the rest is the network
// namespace's and the seccomp filter's.
struct LandlockNetwork {
    bool connects = false;
    bool binds = false;
    std::optional<std::uint16_t> only_connect_port = std::nullopt;  // where `connects`
};

// Forbids this thread and those it starts every access to every file, what `network` does not name of TCP,
// and signals and abstract sockets to processes outside: all of it that the running kernel's Landlock knows.
// The one layer that may be missing, because the empty mount view already covers it: a kernel without
// Landlock is logged. Needs no_new_privs or CAP_SYS_ADMIN; mounts cannot be changed afterwards.
base::Result<> apply_landlock(const LandlockNetwork& network);

}  // namespace cordon::sandbox
