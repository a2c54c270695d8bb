// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// Has the kernel kill this process when the supervisor dies. A change of credentials takes that back without
// a word, so it is done once more after the last one.
class SupervisorWatch {
public:
    static base::Result<SupervisorWatch> create();

    // Asks the kernel again, and returns an Error when the supervisor went away since create().
    [[nodiscard]] base::Result<> renew() const;

private:
    explicit SupervisorWatch(pid_t parent) : parent_(parent) {}

    pid_t parent_;
};

}  // namespace cordon::sandbox
