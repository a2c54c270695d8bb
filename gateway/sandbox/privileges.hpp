// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// Whether this process has `capability` (CAP_SYS_ADMIN, ...) in effect in its user namespace.
bool has_capability(int capability);

// For good: nothing this process executes can gain a capability, by being user 0 or otherwise. Needs
// CAP_SETPCAP, so it comes before the capabilities go.
base::Result<> forbid_regaining_privileges();

// Becomes `uid` and `gid`, real, effective and saved, with no supplementary groups. `uid` 0 changes nothing.
base::Result<> become(std::uint32_t uid, std::uint32_t gid);

// Empties the effective, permitted, inheritable and ambient sets (the bounding set is
// forbid_regaining_privileges()'s), sets no_new_privs, and hides this process's memory from others of its
// user.
base::Result<> give_up_privileges();

}  // namespace cordon::sandbox
