// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// From now on rdtsc, rdtscp and every clock of the vDSO end this process with SIGSEGV (PR_SET_TSC, prctl(2)).
base::Result<> trap_time_stamp_counter();

// Whether this machine keeps that promise: there are hypervisors under which the kernel grants the trap and
// the processor ignores it. Tries it in a child process; call while there is one thread. An Error when no
// child can be had.
base::Result<bool> time_stamp_counter_traps();

}  // namespace cordon::sandbox
