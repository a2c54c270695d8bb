// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include "gateway/base/unique_fd.hpp"
#include "gateway/supervisor/child_entry.hpp"
#include "gateway/supervisor/child_process.hpp"

namespace cordon::supervisor {

// A process just made: a child of this one, on its way through enter_child().
struct NewProcess {
    pid_t pid = -1;
    base::UniqueFd pidfd;
};

// Makes the process, in the namespaces `launch` and our privilege ask for. What goes wrong in the new process
// comes through `report`.
base::Result<NewProcess> clone_child(const ChildLaunch& launch, ReportPipe& report);

// Waits until the process behind `pidfd` has ended, and reaps it.
void reap_now(int pidfd);

}  // namespace cordon::supervisor
