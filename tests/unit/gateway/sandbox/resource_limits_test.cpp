// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/resource_limits.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "gateway/sandbox/sanitizer_allowance.hpp"
#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

rlimit limit_of(__rlimit_resource resource) {
    rlimit limit{};
    ::getrlimit(resource, &limit);
    return limit;
}

TEST(ResourceLimits, AreHardAndLeaveNoCoreDump) {
    in_a_process([] {
        ASSERT_TRUE(
            set_resource_limits(
                {.address_space_bytes = 1U << 30U, .open_files = 32, .processes = 3, .file_size_bytes = 4096})
                .ok());
        for (const auto& [resource, most] : {std::pair{RLIMIT_CORE, 0U},
                                             {RLIMIT_MSGQUEUE, 0U},
                                             {RLIMIT_NOFILE, 32U},
                                             {RLIMIT_NPROC, 3U},
                                             {RLIMIT_FSIZE, 4096U},
                                             {RLIMIT_AS, kSanitized ? 0U : 1U << 30U}}) {
            if (resource == RLIMIT_AS && kSanitized) {
                continue;
            }
            EXPECT_EQ(limit_of(resource).rlim_cur, most) << resource;
            EXPECT_EQ(limit_of(resource).rlim_max, most) << resource;
        }
    });
}

TEST(ResourceLimits, NothingMoreCanBeHadAtZero) {
    in_a_process([] {
        ASSERT_TRUE(set_resource_limits({}).ok());
        EXPECT_EQ(::dup(STDERR_FILENO), -1);
        if constexpr (!kSanitized) {
            constexpr std::size_t kPage = 4096;
            EXPECT_EQ(::mmap(nullptr, kPage, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), MAP_FAILED);
        }
    });
}

TEST(ResourceLimits, AProgramStandsBackAndNeverComesForward) {
    in_a_process([] {
        const int before = ::getpriority(PRIO_PROCESS, 0);
        ASSERT_TRUE(set_resource_limits({.niceness = before + 3}).ok());
        EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), before + 3);
        ASSERT_TRUE(set_resource_limits({.niceness = before}).ok());
        EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), before + 3);
    });
}

TEST(ResourceLimits, AStricterLimitStays) {
    in_a_process([] {
        ASSERT_TRUE(set_resource_limits({.address_space_bytes = RLIM_INFINITY,
                                         .open_files = 16,
                                         .processes = RLIM_INFINITY,
                                         .file_size_bytes = RLIM_INFINITY})
                        .ok());
        ASSERT_TRUE(set_resource_limits({.address_space_bytes = RLIM_INFINITY,
                                         .open_files = 64,
                                         .processes = RLIM_INFINITY,
                                         .file_size_bytes = RLIM_INFINITY})
                        .ok());
        EXPECT_EQ(limit_of(RLIMIT_NOFILE).rlim_max, 16U);
    });
}

}  // namespace
}  // namespace cordon::sandbox
