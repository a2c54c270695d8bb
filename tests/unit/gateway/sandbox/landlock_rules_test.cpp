// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/landlock_rules.hpp"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gateway/base/unique_fd.hpp"
#include "gateway/sandbox/seccomp_filter.hpp"
#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

// 0 when this kernel has no Landlock.
long landlock_version() {
    return std::max(0L, ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1));
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// errno of a connect or bind, 0 when it worked.
int try_call(int (*call)(int, const sockaddr*, socklen_t), std::uint16_t port) {
    const base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    return call(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ? 0 : errno;
}

void require_version(long least) {
    if (landlock_version() < least) {
        GTEST_SKIP() << "this kernel's Landlock is version " << landlock_version() << ", not " << least;
    }
}

// Port 1 has no listener: connecting there is refused by the peer, or by Landlock.
constexpr std::uint16_t kOnePort = 1;
constexpr std::uint16_t kOtherPort = 2;

class LandlockRules : public testing::Test {
protected:
    static void apply(const LandlockNetwork& network) {
        ASSERT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        const auto outcome = apply_landlock(network);
        ASSERT_TRUE(outcome.ok()) << outcome.error().message;
    }
};

TEST_F(LandlockRules, ForbidEveryFile) {
    require_version(1);
    in_a_process([] {
        EXPECT_GE(::open("/etc/passwd", O_RDONLY | O_CLOEXEC), 0);
        apply({});
        EXPECT_EQ(::open("/etc/passwd", O_RDONLY | O_CLOEXEC), -1);
        EXPECT_EQ(errno, EACCES);
        EXPECT_EQ(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC), -1);
        EXPECT_EQ(::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600), -1);
        EXPECT_EQ(errno, EACCES);
    });
}

TEST_F(LandlockRules, ForbidTcpToAProgramThatNeedsNone) {
    require_version(4);
    in_a_process([] {
        EXPECT_EQ(try_call(::connect, kOnePort), ECONNREFUSED);
        EXPECT_EQ(try_call(::bind, 0), 0);
        apply({});
        EXPECT_EQ(try_call(::connect, kOnePort), EACCES);
        EXPECT_EQ(try_call(::bind, 0), EACCES);
    });
}

TEST_F(LandlockRules, PermitOneCameraPort) {
    require_version(4);
    in_a_process([] {
        apply({.connects = true, .only_connect_port = kOnePort});
        EXPECT_EQ(try_call(::connect, kOnePort), ECONNREFUSED);
        EXPECT_EQ(try_call(::connect, kOtherPort), EACCES);
        EXPECT_EQ(try_call(::bind, 0), EACCES);
    });
}

TEST_F(LandlockRules, LeaveTcpToAProgramThatServes) {
    require_version(4);
    in_a_process([] {
        apply({.connects = true, .binds = true});
        EXPECT_EQ(try_call(::connect, kOnePort), ECONNREFUSED);
        EXPECT_EQ(try_call(::bind, 0), 0);
    });
}

TEST_F(LandlockRules, ForbidSignalsToProcessesOutside) {
    require_version(6);
    in_a_process([] {
        EXPECT_EQ(::kill(::getppid(), 0), 0);
        apply({});
        EXPECT_EQ(::kill(::getppid(), 0), -1);
        EXPECT_EQ(::kill(::getpid(), 0), 0);
    });
}

TEST_F(LandlockRules, AreLoggedAndPassedOverWhereTheKernelHasNone) {
    in_a_process([] {
        // A filter that answers as such a kernel does.
        std::array<SyscallRule, 500> rules;
        for (std::size_t number = 0; number < rules.size(); ++number) {
            rules[number] = {.number = static_cast<int>(number), .why = "not what is tried"};
        }
        rules[SYS_landlock_create_ruleset].refused_with = ENOSYS;
        ASSERT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        ASSERT_TRUE(load_seccomp_filter(rules).ok());
        testing::internal::CaptureStderr();
        const auto outcome = apply_landlock({});
        EXPECT_EQ(testing::internal::GetCapturedStderr(), "I Landlock: not in this kernel\n");
        EXPECT_TRUE(outcome.ok());
    });
}

TEST_F(LandlockRules, CannotBeHadWithoutNoNewPrivileges) {
    require_version(1);
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        const auto outcome = apply_landlock({});
        return !outcome.ok() &&
                       outcome.error().message == "Landlock: apply the rules: Operation not permitted"
                   ? 0
                   : 1;
    });
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cordon::sandbox
