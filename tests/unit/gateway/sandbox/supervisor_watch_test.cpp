// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/supervisor_watch.hpp"

#include <array>
#include <csignal>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

TEST(SupervisorWatch, HasTheKernelKillUsWithIt) {
    in_a_process([] {
        ASSERT_TRUE(SupervisorWatch::create().ok());
        int signal = 0;
        ::prctl(PR_GET_PDEATHSIG, &signal, 0, 0, 0);
        EXPECT_EQ(signal, SIGKILL);
    });
}

TEST(SupervisorWatch, NoticesASupervisorThatDiedBeforeTheKernelWasAsked) {
    // In between the two processes of ours is the one that dies.
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const int status = hostile::run_as(hostile::Starter::kWhoWeAre, [&] {
        const pid_t parent = ::getpid();
        if (::fork() != 0) {
            std::array<char, 1> ready{};
            return ::read(ends[0], ready.data(), 1) == 1 ? 0 : 1;
        }
        const auto watch = SupervisorWatch::create();
        // Takes back what the kernel was asked for, as a change of credentials does.
        ::prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0);
        bool told = ::write(ends[1], "r", 1) == 1;
        while (::getppid() == parent) {
        }
        const bool noticed = watch.ok() && !watch.value().renew().ok();
        told = told && ::write(ends[1], noticed ? "y" : "n", 1) == 1;
        ::_exit(told ? 0 : 1);
    });
    EXPECT_EQ(status, 0);
    char answer = 'n';
    ASSERT_EQ(::read(ends[0], &answer, 1), 1);
    EXPECT_EQ(answer, 'y');
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST(SupervisorWatch, TakesALogThatNobodyReadsForADeadSupervisor) {
    in_a_process([] {
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe(ends.data()), 0);
        const int before = ::dup(STDERR_FILENO);
        ASSERT_EQ(::dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
        const bool with_reader = SupervisorWatch::create().ok();
        ::close(ends[0]);
        const auto without = SupervisorWatch::create();
        ::dup2(before, STDERR_FILENO);
        EXPECT_TRUE(with_reader);
        ASSERT_FALSE(without.ok());
        EXPECT_EQ(without.error().message, "die with the supervisor: it is already gone");
    });
}

}  // namespace
}  // namespace cordon::sandbox
