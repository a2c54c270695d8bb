// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gateway/sandbox/sandbox.hpp"

namespace cordon::hostile {

// The main of a hostile program: takes its orders from the HostilePage, confines itself under `policy` just
// as a real program does, keeping descriptors 0, 2 and, where the test gave one, kRingFd, and attacks.
// Without a policy it attacks unconfined, which shows that an attack is one.
int run_hostile_program(const std::optional<sandbox::Policy>& policy);

}  // namespace cordon::hostile
