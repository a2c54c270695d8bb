// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/seccomp_filter.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/sandbox/sanitizer_allowance.hpp"
#include "tests/support/hostile/ordinary_user.hpp"

namespace cordon::sandbox {
namespace {

constexpr SyscallRule kEnd{.number = SYS_exit_group, .why = "end"};

// How a process ends that loads the filter and then runs `body`, whose result becomes its status.
int status_under(std::span<const SyscallRule> rules, int (*body)()) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (!load_seccomp_filter(rules).ok()) {
            ::_exit(99);
        }
        ::syscall(SYS_exit_group, body());
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
}

bool killed(int status) {
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

bool ended_with(int status, int code) {
    return WIFEXITED(status) && WEXITSTATUS(status) == code;
}

TEST(SeccompFilter, PermitsWhatItsRulesSayAndKillsOnTheRest) {
    const std::array rules{kEnd, SyscallRule{.number = SYS_getppid, .why = "tried"}};
    EXPECT_TRUE(ended_with(status_under(rules, [] { return ::syscall(SYS_getppid) > 0 ? 7 : 8; }), 7));
    EXPECT_TRUE(killed(status_under(rules, [] { return static_cast<int>(::syscall(SYS_getuid)); })));
}

TEST(SeccompFilter, ChecksArgumentsUnderTheirMask) {
    constexpr std::uint64_t kLow32 = 0xffffffff;
    const std::array rules{kEnd, SyscallRule{.number = SYS_dup2,
                                             .why = "only of descriptor 2, to an even number",
                                             .first = ArgumentRule{.index = 0, .mask = kLow32, .value = 2},
                                             .second = ArgumentRule{.index = 1, .mask = 1, .value = 0}}};
    EXPECT_TRUE(
        ended_with(status_under(rules, [] { return static_cast<int>(::syscall(SYS_dup2, 2, 42)); }), 42));
    EXPECT_TRUE(killed(status_under(rules, [] { return static_cast<int>(::syscall(SYS_dup2, 1, 42)); })));
    EXPECT_TRUE(killed(status_under(rules, [] { return static_cast<int>(::syscall(SYS_dup2, 2, 43)); })));
}

TEST(SeccompFilter, AnyOfSeveralRulesPermits) {
    const auto dup2_of = [](std::uint64_t descriptor) {
        return SyscallRule{
            .number = SYS_dup2, .why = "tried", .first = ArgumentRule{.index = 0, .value = descriptor}};
    };
    const std::array rules{kEnd, dup2_of(1), dup2_of(2)};
    EXPECT_TRUE(
        ended_with(status_under(rules, [] { return static_cast<int>(::syscall(SYS_dup2, 1L, 42L)); }), 42));
    EXPECT_TRUE(
        ended_with(status_under(rules, [] { return static_cast<int>(::syscall(SYS_dup2, 2L, 42L)); }), 42));
    EXPECT_TRUE(killed(status_under(rules, [] { return static_cast<int>(::syscall(SYS_dup2, 0L, 42L)); })));
}

TEST(SeccompFilter, AnswersWithAnErrnoWhereARuleSaysSo) {
    const std::array rules{
        kEnd, SyscallRule{.number = SYS_getppid, .why = "a library can do without", .refused_with = ENOSYS}};
    EXPECT_TRUE(ended_with(
        status_under(rules, [] { return ::syscall(SYS_getppid) == -1 && errno == ENOSYS ? 7 : 8; }), 7));
}

TEST(SeccompFilter, KillsTheWholeProcessNotTheThread) {
    if constexpr (kSanitized) {
        GTEST_SKIP() << "a sanitizer's runtime makes calls of its own in every thread";
    }
    // Threads need more than is worth listing: everything but the one call that is tried.
    static std::array<SyscallRule, 450> rules;
    for (std::size_t number = 0; number < rules.size(); ++number) {
        rules[number] = {.number = static_cast<int>(number == SYS_getppid ? SYS_exit_group : number),
                         .why = "threads"};
    }
    EXPECT_TRUE(killed(status_under(rules, [] {
        std::thread([] { ::syscall(SYS_getppid); }).join();
        return 7;
    })));
}

TEST(SeccompFilter, CoversThreadsThatRanBefore) {
    static std::array<SyscallRule, 450> rules;
    for (std::size_t number = 0; number < rules.size(); ++number) {
        rules[number] = {.number = static_cast<int>(number), .why = "not what is tried"};
    }
    rules[SYS_getppid].refused_with = EDOM;
    const pid_t pid = ::fork();
    if (pid == 0) {
        std::array<int, 2> ends{};
        bool refused = false;
        if (::pipe(ends.data()) == 0) {
            std::thread other([&] {
                char go = 0;
                refused = ::read(ends[0], &go, 1) == 1 && ::syscall(SYS_getppid) == -1 && errno == EDOM;
            });
            ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            const bool loaded = load_seccomp_filter(rules).ok() && ::write(ends[1], "g", 1) == 1;
            other.join();
            ::_exit(loaded && refused ? 0 : 1);
        }
        ::_exit(2);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    EXPECT_TRUE(ended_with(status, 0));
}

TEST(SeccompFilter, RefusesARuleThatDoesNotSayWhy) {
    const std::array rules{SyscallRule{.number = SYS_read}};
    const auto filter = SeccompFilter::compile(rules);
    ASSERT_FALSE(filter.ok());
    EXPECT_EQ(filter.error().message,
              "seccomp filter: rule for system call 0: it does not say why it is there");
}

TEST(SeccompFilter, RefusesANumberThatIsNoSystemCall) {
    const std::array rules{
        SyscallRule{.number = -1, .why = "libseccomp knows such names for other machines"}};
    EXPECT_FALSE(SeccompFilter::compile(rules).ok());
}

TEST(SeccompFilter, RefusesTwoConditionsOnOneArgument) {
    const std::array rules{SyscallRule{.number = SYS_read,
                                       .why = "would silently mean something else",
                                       .first = ArgumentRule{.index = 0, .value = 1},
                                       .second = ArgumentRule{.index = 0, .value = 2}}};
    EXPECT_FALSE(SeccompFilter::compile(rules).ok());
}

TEST(SeccompFilter, TheSameRuleTwiceIsNoMistake) {
    const std::array rules{kEnd, kEnd};
    EXPECT_TRUE(SeccompFilter::compile(rules).ok());
}

TEST(SeccompFilter, CannotBeLoadedWithoutNoNewPrivileges) {
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        const std::array rules{kEnd};
        const auto outcome = load_seccomp_filter(rules);
        return !outcome.ok() && outcome.error().message == "seccomp filter: load: Permission denied" ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cordon::sandbox
