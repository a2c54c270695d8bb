// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/time_stamp_counter.hpp"

#include <csignal>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <x86intrin.h>

#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

TEST(TimeStampCounter, TrapIsSetInTheKernelsBooks) {
    in_a_process([] {
        int mode = 0;
        ASSERT_TRUE(trap_time_stamp_counter().ok());
        ASSERT_EQ(::prctl(PR_GET_TSC, &mode, 0, 0, 0), 0);
        EXPECT_EQ(mode, PR_TSC_SIGSEGV);
    });
}

// Says the same as a process that tries it.
TEST(TimeStampCounter, TellsWhetherTheMachineKeepsTheTrap) {
    const auto traps = time_stamp_counter_traps();
    ASSERT_TRUE(traps.ok()) << traps.error().message;
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGSEGV, SIG_DFL);
        ::prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
        ::_exit(__rdtsc() == 0 ? 1 : 0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(traps.value(), WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
}

TEST(TimeStampCounter, IsNotTrappedInTheProcessThatAsks) {
    ASSERT_TRUE(time_stamp_counter_traps().ok());
    EXPECT_NE(__rdtsc(), 0U);
}

}  // namespace
}  // namespace cordon::sandbox
