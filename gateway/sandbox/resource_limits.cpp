// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/resource_limits.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <sys/resource.h>

#include "gateway/sandbox/sanitizer_allowance.hpp"

namespace cordon::sandbox {
namespace {

struct Limit {
    const char* name;
    __rlimit_resource resource;
    std::uint64_t most;
};

base::Result<> set(const Limit& limit) {
    rlimit current{};
    if (::getrlimit(limit.resource, &current) != 0) {
        return base::Error::from_errno(std::string("resource limits: read ") + limit.name);
    }
    // Raising a hard limit takes CAP_SYS_RESOURCE, and the stricter of two limits is the one wanted anyway.
    const rlim_t most = std::min<rlim_t>(limit.most, current.rlim_max);
    const rlimit wanted{.rlim_cur = most, .rlim_max = most};
    if (::setrlimit(limit.resource, &wanted) != 0) {
        return base::Error::from_errno(std::string("resource limits: set ") + limit.name);
    }
    return {};
}

}  // namespace

base::Result<> set_resource_limits(const ResourceLimits& limits) {
    // A core dump would put camera passwords and pictures on the host's disk.
    const std::array all{Limit{"core dump size", RLIMIT_CORE, 0}, Limit{"message queues", RLIMIT_MSGQUEUE, 0},
                         Limit{"processes", RLIMIT_NPROC, limits.processes},
                         Limit{"file size", RLIMIT_FSIZE, limits.file_size_bytes},
                         Limit{"open files", RLIMIT_NOFILE, limits.open_files}};
    for (const Limit& limit : all) {
        CORDON_TRY_VOID(set(limit));
    }
    // Only ever up: down takes CAP_SYS_NICE, and who started us nicer than that meant it.
    if (::getpriority(PRIO_PROCESS, 0) < limits.niceness &&
        ::setpriority(PRIO_PROCESS, 0, limits.niceness) != 0) {
        return base::Error::from_errno("resource limits: stand back for others");
    }
    if constexpr (kSanitized) {
        return {};  // Shadow memory is terabytes of address space.
    }
    return set({"address space", RLIMIT_AS, limits.address_space_bytes});
}

}  // namespace cordon::sandbox
