// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// The publisher's filter, loaded for real: each test tries one thing in a process of its own. What the other
// layers of confinement do is tried in tests/security.
#include "pipelines/trusted/publish/sandbox_policy.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cordon::trusted::publish {
namespace {

// How a process under the policy's filter ends that runs `body`, whose result becomes its status.
int status_of(int (*body)()) {
    const auto record = std::make_unique<boundary::PublisherLaunchRecord>();
    const auto filter = sandbox::SeccompFilter::compile(sandbox_policy(*record).syscalls);
    EXPECT_TRUE(filter.ok());
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        ::_exit(filter.value().load().ok() ? body() : 99);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
}

class PublisherPolicy : public testing::Test {
protected:
    void SetUp() override {
#ifdef CORDON_SANITIZED
        GTEST_SKIP()
            << "a sanitizer's runtime has system calls of its own, so the filter under test is another";
#endif
    }
    static void expect_permitted(int (*body)()) {
        const int status = status_of(body);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    }
    static void expect_killed(int (*body)()) {
        const int status = status_of(body);
        EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) << status;
    }
};

void* map(int protection, int flags, int fd) {
    return ::mmap(nullptr, 4096, protection, flags, fd, 0);
}

TEST_F(PublisherPolicy, LetsItStartThreadsAndGiveThemMemory) {
    expect_permitted([] {
        int seen = 0;
        std::thread([&seen] { seen = std::make_unique<int>(7) != nullptr ? 1 : 0; }).join();
        return seen == 1 ? 0 : 1;
    });
}

TEST_F(PublisherPolicy, LetsItTakeViewersAndAnswerThemOverUdp) {
    expect_permitted([] {
        const int udp = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_in any{};
        any.sin_family = AF_INET;
        return udp >= 0 && ::bind(udp, reinterpret_cast<sockaddr*>(&any), sizeof(any)) == 0 ? 0 : 1;
    });
    expect_permitted([] { return ::accept(0, nullptr, nullptr) == -1 ? 0 : 1; });  // no socket, but asked
    expect_permitted([] {
        tcp_info info{};
        socklen_t size = sizeof(info);
        return ::getsockopt(0, IPPROTO_TCP, TCP_INFO, &info, &size) == -1 ? 0 : 1;
    });
    expect_permitted([] { return ::shutdown(0, SHUT_RDWR) == -1 ? 0 : 1; });
}

TEST_F(PublisherPolicy, RefusesToOpenAFile) {
    expect_permitted([] {
        return ::open("/dev/null", O_RDONLY) == -1 && errno == EACCES ? 0 : 1;  // glibc makes it openat
    });
    expect_killed([] { return static_cast<int>(::syscall(SYS_open, "/dev/null", O_RDONLY)); });
    expect_killed([] { return ::memfd_create("x", 0); });
    expect_killed([] { return ::unlink("/nowhere"); });
}

TEST_F(PublisherPolicy, RefusesExecutableMemoryAndMemoryOfAFile) {
    expect_killed(
        [] { return map(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1) == MAP_FAILED ? 1 : 0; });
    expect_killed([] { return map(PROT_READ, MAP_SHARED, 0) == MAP_FAILED ? 1 : 0; });
    expect_killed([] {
        void* page = map(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
        return ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
    });
}

TEST_F(PublisherPolicy, RefusesAnotherProcessOrProgram) {
    expect_killed([] { return static_cast<int>(::syscall(SYS_fork)); });
    expect_killed(
        [] { return static_cast<int>(::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, 0)); });
    expect_killed([] {
        std::array<char*, 1> nothing{nullptr};
        return ::execve("/bin/true", nothing.data(), nothing.data());
    });
    expect_killed([] { return static_cast<int>(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); });
    expect_killed([] { return ::kill(::getpid(), 0); });
}

TEST_F(PublisherPolicy, RefusesToCallAnybody) {
    expect_killed([] { return ::socket(AF_INET, SOCK_STREAM, 0); });
    expect_killed([] { return ::socket(AF_UNIX, SOCK_DGRAM, 0); });
    expect_killed([] { return ::socket(AF_NETLINK, SOCK_DGRAM, 0); });
    expect_killed([] { return ::connect(0, nullptr, 0); });
}

TEST_F(PublisherPolicy, RefusesOtherNamesThanThreads) {
    expect_permitted([] { return ::prctl(PR_SET_NAME, "poller", 0, 0, 0); });
    expect_killed([] { return ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); });
}

TEST(PublisherLimits, GrowWithTheCameras) {
    const auto record = std::make_unique<boundary::PublisherLaunchRecord>();
    record->camera_count = 1;
    const auto one = sandbox_policy(*record);
    record->camera_count = 4;
    const auto four = sandbox_policy(*record);
    EXPECT_STREQ(one.program, "cordon-publish");
    EXPECT_EQ(four.limits.address_space_bytes - one.limits.address_space_bytes, std::uint64_t{3} << 30);
    EXPECT_EQ(one.limits.file_size_bytes, 0U);
    EXPECT_FALSE(one.tcp_connect_port.has_value());
}

}  // namespace
}  // namespace cordon::trusted::publish
