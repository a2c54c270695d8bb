// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// Gives this process a mount namespace of its own whose only content is one empty, read-only directory: no
// file, no device, no /proc. Needs CAP_SYS_ADMIN and CAP_SYS_CHROOT in its user namespace. Descriptors of the
// old file system that are still open remain a way out: close them first.
base::Result<> enter_empty_mount_view();

}  // namespace cordon::sandbox
