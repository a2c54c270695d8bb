// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// No child outlives the supervisor, in whatever way the supervisor ends and at whatever point of its life the
// child is.
#include <array>
#include <csignal>
#include <string>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/hostile/attack_tests.hpp"

namespace cordon::hostile {
namespace {

// A forked supervisor with one child, which is a grandchild of the test.
struct SupervisorWithChild {
    pid_t supervisor = -1;
    pid_t child = -1;
};

[[noreturn]] void supervise(const Order& order, int told) {
    auto child = HostileChild::start(order);
    pid_t pid = -1;
    if (child.ok() && child.value().wait_for_attack()) {
        pid = child.value().process().pid();
    }
    [[maybe_unused]] const ssize_t written = ::write(told, &pid, sizeof(pid));
    for (;;) {
        ::pause();
    }
}

SupervisorWithChild fork_supervisor(const Order& order) {
    std::array<int, 2> ends{};
    SupervisorWithChild both;
    if (::pipe(ends.data()) != 0) {
        return both;
    }
    both.supervisor = ::fork();
    if (both.supervisor == 0) {
        supervise(order, ends[1]);
    }
    ::close(ends[1]);
    if (::read(ends[0], &both.child, sizeof(both.child)) != sizeof(both.child)) {
        both.child = -1;
    }
    ::close(ends[0]);
    return both;
}

bool ends_within_5_s(int pidfd) {
    pollfd one{.fd = pidfd, .events = POLLIN, .revents = 0};
    return ::poll(&one, 1, 5000) == 1;
}

class WhenTheSupervisorIsKilled : public StarterTest {};

TEST_P(WhenTheSupervisorIsKilled, ItsChildDies) {
    const auto& [program, starter] = GetParam();
    const Order order{.program = program, .attack = "spin_for_ever"};
    const int status = run_as(starter, [&] {
        const SupervisorWithChild both = fork_supervisor(order);
        const base::UniqueFd child(static_cast<int>(::syscall(SYS_pidfd_open, both.child, 0)));
        EXPECT_GE(child.get(), 0) << "the child did not start";
        ::kill(both.supervisor, SIGKILL);
        ::waitpid(both.supervisor, nullptr, 0);
        const bool ended = child.valid() && ends_within_5_s(child.get());
        EXPECT_TRUE(ended) << "process " << both.child << " lives on";
        if (!ended && both.child > 0) {
            ::kill(both.child, SIGKILL);
        }
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0);
}

// Unconfined is what every program is between its start and confine().
INSTANTIATE_TEST_SUITE_P(Child, WhenTheSupervisorIsKilled,
                         testing::Combine(testing::Values("hostile_unconfined", "hostile_open",
                                                          "hostile_bare"),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
