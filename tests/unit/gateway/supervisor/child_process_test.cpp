// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/boundary/sealed_memory.hpp"
#include "gateway/sandbox/namespaces.hpp"
#include "tests/support/hostile/hostile_launch.hpp"

namespace cordon::supervisor {
namespace {

using hostile::HostileChild;
using hostile::Order;
using hostile::Outcome;
using hostile::run_hostile;
using hostile::Starter;

std::size_t count_own_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

bool has_children() {
    return ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
}

std::int64_t inode_of(int descriptor) {
    struct stat status {};
    ::fstat(descriptor, &status);
    return static_cast<std::int64_t>(status.st_ino);
}

// What both root and an ordinary user get.
class ChildProcessAs : public testing::TestWithParam<Starter> {
protected:
    void SetUp() override {
        if (const auto reason = hostile::why_not_as(GetParam()); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }
    static Outcome probe(const std::string& attack, std::int64_t argument = 0) {
        return run_hostile({.program = "hostile_unconfined", .attack = attack, .argument = argument},
                           GetParam());
    }
};

INSTANTIATE_TEST_SUITE_P(Everybody, ChildProcessAs,
                         testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser), hostile::starter_name);

TEST_P(ChildProcessAs, IsProcessOneOfItsNamespace) {
    const Outcome outcome = probe("own_pid");
    EXPECT_EQ(outcome.result, 1) << outcome.describe();
}

TEST_P(ChildProcessAs, HasNoEnvironment) {
    const Outcome outcome = probe("count_environment");
    EXPECT_TRUE(outcome.succeeded()) << outcome.describe();
    EXPECT_EQ(outcome.result, 0);
}

TEST_P(ChildProcessAs, LeadsAProcessGroupOfItsOwn) {
    const Outcome outcome = probe("leads_process_group");
    EXPECT_EQ(outcome.result, 1) << outcome.describe();
}

TEST_P(ChildProcessAs, HasNoTerminalAlsoWhereTheSupervisorHasOne) {
    const int keyboard = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (keyboard < 0 || ::grantpt(keyboard) != 0 || ::unlockpt(keyboard) != 0) {
        GTEST_SKIP() << "no terminal can be made here";
    }
    constexpr int kNoTerminalForTheSupervisor = 100;
    const pid_t shell = ::fork();
    if (shell == 0) {
        ::setsid();
        ::open(::ptsname(keyboard), O_RDWR);  // which makes it this session's
        if (::open("/dev/tty", O_RDWR) < 0) {
            ::_exit(kNoTerminalForTheSupervisor);
        }
        const Outcome outcome = probe("open_terminal");
        ::_exit(static_cast<int>(-outcome.result));
    }
    int status = 0;
    ::waitpid(shell, &status, 0);
    ::close(keyboard);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), ENXIO);
}

// Ranks of processes mean nothing across sessions where the kernel shares processors out among these first.
TEST_P(ChildProcessAs, ShowsItsRankToThisSessionsProcesses) {
    const Outcome outcome = probe("own_session");
    EXPECT_EQ(outcome.result, 0) << "a session whose leader is outside its namespace; " << outcome.describe();
}

TEST_P(ChildProcessAs, DiesWithTheSupervisorFromTheFirstInstruction) {
    const Outcome outcome = probe("death_signal");
    EXPECT_EQ(outcome.result, SIGKILL) << outcome.describe();
}

TEST_P(ChildProcessAs, OwnsExactlyTheDescriptorsItWasGiven) {
    const int leaked = ::fcntl(STDOUT_FILENO, F_DUPFD, 50);  // without close-on-exec
    const Outcome outcome = probe("count_descriptors");
    ::close(leaked);
    EXPECT_EQ(outcome.result, 2) << outcome.describe();
}

TEST_P(ChildProcessAs, ReportsTheStatusItEndedWith) {
    const Outcome outcome = probe("end", 42);
    EXPECT_FALSE(outcome.end.signalled) << outcome.describe();
    EXPECT_EQ(outcome.end.code, 42);
}

TEST_P(ChildProcessAs, AbortEndsItAlthoughItIsProcessOne) {
    const Outcome outcome = probe("abort_itself");
    // SIGKILL is what an impatient test ends it with, status 0 what none that aborted has; a sanitizer's
    // report ends with another.
    EXPECT_NE(outcome.end.code, outcome.end.signalled ? SIGKILL : 0) << outcome.describe();
    EXPECT_EQ(outcome.stage, hostile::Stage::kConfined);
}

TEST_P(ChildProcessAs, ACrashEndsIt) {
    const Outcome outcome = probe("touch_nothing");
#ifndef CORDON_SANITIZED
    EXPECT_TRUE(outcome.killed_by(SIGSEGV)) << outcome.describe();
#else
    EXPECT_NE(outcome.stage, hostile::Stage::kReturned) << outcome.describe();
#endif
}

TEST_P(ChildProcessAs, NamesTheStepThatFailedWhenTheProgramIsNotThere) {
    const int status = hostile::run_as(GetParam(), [] {
        const std::size_t before = count_own_descriptors();
        const auto child = ChildProcess::start({.program = "/nonexistent/program"});
        const bool named =
            !child.ok() &&
            child.error().message == "start /nonexistent/program: execute: No such file or directory";
        return named && !has_children() && count_own_descriptors() == before ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
}

TEST(ChildProcess, StartsWithFreshSignalDispositionsAndMask) {
    sigset_t blocked;
    sigset_t before;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &blocked, &before);
    const auto old = ::signal(SIGPIPE, SIG_IGN);
    const Outcome outcome =
        run_hostile({.program = "hostile_unconfined", .attack = "count_blocked_and_ignored_signals"});
    ::signal(SIGPIPE, old);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    EXPECT_EQ(outcome.result, 0) << outcome.describe();
}

TEST(ChildProcess, DescriptorsGoToTheirNumbersAlsoWhenThoseOverlap) {
    auto first = boundary::create_sealed_memory("first", 4096);
    auto second = boundary::create_sealed_memory("second", 4096);
    ASSERT_TRUE(first.ok() && second.ok());
    // Both want the number the other one has.
    const int a = first.value().get();
    const int b = second.value().get();
    const std::array wanted{InheritedDescriptor{a, b}, InheritedDescriptor{b, a}};
    for (const auto& each : wanted) {
        // The page goes to 0 and the log to 2; the attack asks what is at the number in its argument.
        Order order{
            .program = "hostile_unconfined", .attack = "inode_of_descriptor", .argument = each.theirs};
        order.more.assign(wanted.begin(), wanted.end());
        const Outcome outcome = run_hostile(order);
        EXPECT_EQ(outcome.result, inode_of(each.ours)) << outcome.describe();
    }
}

TEST(ChildProcess, RefusesTwoDescriptorsForOneNumber) {
    const auto child = ChildProcess::start({.program = "/bin/true", .descriptors = {{0, 5}, {2, 5}}});
    ASSERT_FALSE(child.ok());
    EXPECT_EQ(child.error().message, "start /bin/true: descriptor 2 cannot become its number 5");
}

TEST(ChildProcess, RefusesADescriptorThatIsNotOpen) {
    const auto child = ChildProcess::start({.program = "/bin/true", .descriptors = {{999, 5}}});
    ASSERT_FALSE(child.ok());
    EXPECT_EQ(child.error().message, "start /bin/true: inherit descriptor 999: Bad file descriptor");
    EXPECT_FALSE(has_children());
}

TEST(ChildProcess, RefusesAProgramWithoutAnAbsolutePath) {
    const auto child = ChildProcess::start({.program = "true"});
    ASSERT_FALSE(child.ok());
    EXPECT_EQ(child.error().message, "start true: the program's path must be absolute");
}

TEST(ChildProcess, SaysWhatToDoWhereUserNamespacesAreSwitchedOff) {
    if (const auto reason = hostile::why_not_as(Starter::kOrdinaryUser); !reason.empty()) {
        GTEST_SKIP() << reason;
    }
    const int status = hostile::run_as(Starter::kOrdinaryUser, [] {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        // The switch is per user namespace, so a test can have one of its own.
        EXPECT_EQ(::unshare(CLONE_NEWUSER), 0);
        EXPECT_TRUE(sandbox::map_own_user(uid, gid).ok());
        std::ofstream("/proc/sys/user/max_user_namespaces") << "0" << std::flush;
        const auto child = ChildProcess::start({.program = "/bin/true"});
        EXPECT_FALSE(child.ok());
        EXPECT_NE(child.error().message.find("user.max_user_namespaces"), std::string::npos)
            << child.error().message;
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0);
}

TEST(ChildProcess, StartsInAUserNamespaceThatKnowsOneUser) {
    if (const auto reason = hostile::why_not_as(Starter::kOrdinaryUser); !reason.empty()) {
        GTEST_SKIP() << reason;
    }
    // As under `unshare -r`: user 0, but with nobody to become.
    const int status = hostile::run_as(Starter::kOrdinaryUser, [] {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        EXPECT_EQ(::unshare(CLONE_NEWUSER), 0);
        EXPECT_TRUE(sandbox::map_own_user(uid, gid).ok());
        EXPECT_FALSE(starts_children_with_privilege());
        const Outcome outcome = run_hostile({.program = "hostile_open", .attack = "own_pid"});
        EXPECT_EQ(outcome.result, 1) << outcome.describe();
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0);
}

TEST(ChildProcess, TerminateReachesAProgramThatHandlesIt) {
    auto child = HostileChild::start({.program = "hostile_unconfined", .attack = "wait_for_sigterm"});
    ASSERT_TRUE(child.ok()) << child.error().message;
    EXPECT_EQ(child.value().read_log(), "ready\n");
    EXPECT_FALSE(child.value().process().reap());
    child.value().process().terminate();
    const Outcome outcome = child.value().wait();
    EXPECT_TRUE(outcome.succeeded()) << outcome.describe();
    EXPECT_FALSE(outcome.end.signalled);
}

TEST(ChildProcess, KillEndsItAndItsEndCanBeAskedAgain) {
    auto child = HostileChild::start({.program = "hostile_unconfined", .attack = "wait_for_ever"});
    ASSERT_TRUE(child.ok()) << child.error().message;
    child.value().process().kill();
    const Outcome outcome = child.value().wait();
    EXPECT_TRUE(outcome.end.signalled && outcome.end.code == SIGKILL) << outcome.describe();
    const auto again = child.value().process().reap();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->code, SIGKILL);
}

TEST(ChildProcess, IsKilledAndReapedWhenItsObjectGoes) {
    {
        const auto child = HostileChild::start({.program = "hostile_unconfined", .attack = "wait_for_ever"});
        ASSERT_TRUE(child.ok()) << child.error().message;
        EXPECT_TRUE(has_children());
    }
    EXPECT_FALSE(has_children());
}

TEST(ChildProcess, IsKilledAndReapedWhenAnotherTakesItsPlace) {
    auto first = HostileChild::start({.program = "hostile_unconfined", .attack = "wait_for_ever"});
    auto second = HostileChild::start({.program = "hostile_unconfined", .attack = "wait_for_ever"});
    ASSERT_TRUE(first.ok() && second.ok());
    const pid_t gone = first.value().process().pid();
    const pid_t stays = second.value().process().pid();
    first.value().process() = std::move(second.value().process());
    EXPECT_EQ(first.value().process().pid(), stays);
    EXPECT_EQ(::kill(gone, 0), -1);
    EXPECT_EQ(::kill(stays, 0), 0);
}

TEST(ChildProcess, ManyStartsLeaveNothingBehind) {
    const std::size_t before = count_own_descriptors();
    constexpr int kStarts = 300;
    for (int start = 0; start < kStarts; ++start) {
        const auto child = ChildProcess::start({.program = start % 2 == 0 ? "/bin/true" : "/nonexistent"});
        ASSERT_EQ(child.ok(), start % 2 == 0) << child.error().message;
    }
    EXPECT_EQ(count_own_descriptors(), before);
    EXPECT_FALSE(has_children());
}

}  // namespace
}  // namespace cordon::supervisor
