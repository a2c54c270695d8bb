// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/sandbox.hpp"

#include <array>
#include <thread>

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gateway/sandbox/sanitizer_allowance.hpp"
#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

constexpr std::array kEnd{SyscallRule{.number = SYS_exit_group, .why = "end"}};
constexpr std::array kKeep{STDERR_FILENO};

// What an unfinished confinement says; what it did is lost with the process.
void expect_refusal(const Policy& policy, std::span<const int> keep, const std::string& message) {
    const auto outcome = confine(policy, 0, 0, keep);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().message, message);
}

TEST(Confine, LeavesOnlyWhatThePolicyPermits) {
    in_a_privileged_process([] {
        const auto outcome = confine({.program = "test", .syscalls = kEnd}, 0, 0, kKeep);
        ::syscall(SYS_exit_group, outcome.ok() ? 0 : 1);
    });
}

TEST(Confine, RefusesAPolicyThatDoesNotCompileBeforeItGivesAnythingUp) {
    in_a_privileged_process([] {
        const std::array rules{SyscallRule{.number = SYS_read}};
        expect_refusal({.program = "test", .syscalls = rules}, kKeep,
                       "seccomp filter: rule for system call 0: it does not say why it is there");
        EXPECT_EQ(::access("/etc/passwd", R_OK), 0);
    });
}

TEST(Confine, RefusesASecondThread) {
    if constexpr (kSanitized) {
        GTEST_SKIP() << "ThreadSanitizer has a thread of its own";
    }
    in_a_privileged_process([] {
        std::thread other([] { ::pause(); });
        other.detach();
        expect_refusal({.program = "test", .syscalls = kEnd}, kKeep,
                       "one thread only, before confinement: Invalid argument");
    });
}

TEST(Confine, RefusesWhenADescriptorItShallKeepIsMissing) {
    in_a_privileged_process([] {
        const std::array keep{STDERR_FILENO, 77};
        expect_refusal({.program = "test", .syscalls = kEnd}, keep,
                       "descriptors: keep 77: Bad file descriptor");
    });
}

TEST(Confine, RefusesWhereTheMountViewCannotBeHad) {
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        expect_refusal({.program = "test", .syscalls = kEnd}, kKeep,
                       "mount view: a mount namespace of its own: Operation not permitted");
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0);
}

TEST(Confine, RefusesAUserItCannotBecome) {
    if (const auto reason = hostile::why_not_as(hostile::Starter::kOrdinaryUser); !reason.empty()) {
        GTEST_SKIP() << reason;
    }
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        EXPECT_EQ(::unshare(CLONE_NEWUSER), 0);
        EXPECT_TRUE(map_own_user(uid, gid).ok());
        const auto outcome = confine({.program = "test", .syscalls = kEnd}, 61'234, 61'234, kKeep);
        EXPECT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.error().message, "user: leave the supplementary groups: Operation not permitted");
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cordon::sandbox
