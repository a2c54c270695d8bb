// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// Hard limits of one program (setrlimit(2)), and how it shares the processor (setpriority(2)). A field of 0
// sets the limit to 0. A limit that is already lower stays.
struct ResourceLimits {
    std::uint64_t address_space_bytes = 0;  // from then on: 0 means no further memory from the kernel
    std::uint64_t open_files = 0;           // of new descriptors: 0 means none can be made
    std::uint64_t processes = 0;            // of its user; threads count, itself included
    std::uint64_t file_size_bytes = 0;      // of files written; shared memory is not meant
    int niceness = 0;  // 0 to 19: how far it stands back for others where the processor is scarce
};

// Sets `limits`, and no core dumps and no message queues.
base::Result<> set_resource_limits(const ResourceLimits& limits);

}  // namespace cordon::sandbox
