// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include "gateway/base/unique_fd.hpp"
#include "gateway/supervisor/child_process.hpp"

namespace cordon::supervisor {

// Where a new process tells the supervisor why it could not become the program: nothing means it did, because
// exec closes the pipe.
struct ReportPipe {
    base::UniqueFd reader;
    base::UniqueFd writer;
    static base::Result<ReportPipe> create();
};

// What the child has to do for itself before it is the program.
struct ChildEntry {
    bool own_user_namespace = false;  // it is in a fresh one, with nobody mapped yet
    uid_t uid = 0;                    // who it is in the namespace above, where so
    gid_t gid = 0;
    bool joins_network = false;  // launch.network is to be joined from here
};

// Ties the calling process's life to the supervisor's. An Error when that has ended already.
base::Result<> die_with_supervisor(ReportPipe& report);

// Writes `error` into the pipe and ends the calling process.
[[noreturn]] void report_and_exit(const ReportPipe& report, const base::Error& error);

// The new process's whole life until it is the program.
[[noreturn]] void enter_child(const ChildLaunch& launch, const ChildEntry& entry, ReportPipe& report);

}  // namespace cordon::supervisor
