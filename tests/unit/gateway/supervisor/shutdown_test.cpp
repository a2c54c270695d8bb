// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/shutdown.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/gateway/supervisor/running_gateway.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

std::size_t line_of(const std::vector<std::string>& lines, std::string_view part) {
    const auto found =
        std::ranges::find_if(lines, [&](const std::string& line) { return line.find(part) != line.npos; });
    return static_cast<std::size_t>(found - lines.begin());
}

TEST(Shutdown, TellsTheCamerasThenTheViewersAndLeavesNobody) {
    RunningGateway gateway({{}, {}});
    ASSERT_TRUE(gateway.start());
    ASSERT_TRUE(gateway.run_until([&] { return gateway.log().count("took a pipe") == 2; }));
    gateway.supervisor().stop();
    ASSERT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    const auto lines = gateway.log().lines();
    EXPECT_EQ(gateway.log().count("told the camera"), 2U);
    EXPECT_LT(line_of(lines, "gate/receive told the camera"), line_of(lines, "publish told the viewers"));
    EXPECT_LT(line_of(lines, "gate-1/receive told the camera"), line_of(lines, "publish told the viewers"));
    EXPECT_LT(line_of(lines, "publish told the viewers"), lines.size());
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "everybody was reaped";
    EXPECT_EQ(errno, ECHILD);
}

TEST(Shutdown, KillsAReceiverThatDoesNotListenAfterItsGrace) {
    RunningGateway gateway({CameraManners{.receiver = "is-deaf"}});
    ASSERT_TRUE(gateway.start());
    ASSERT_TRUE(gateway.run_until([&] { return gateway.log().count("took a pipe") == 1; }));
    gateway.supervisor().stop();
    gateway.run_for(300ms);
    EXPECT_FALSE(gateway.supervisor().has_stopped());
    EXPECT_NE(gateway.status().publisher_pid, 0U) << "the publisher waits for its turn";
    gateway.clock().skip(Shutdown::kGrace);
    EXPECT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    EXPECT_EQ(gateway.log().count("told the viewers"), 1U);
}

TEST(Shutdown, IsAtOnceWhenAskedTwice) {
    RunningGateway gateway({CameraManners{.receiver = "is-deaf"}});
    ASSERT_TRUE(gateway.start());
    gateway.supervisor().stop();
    gateway.supervisor().stop();
    const auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
    EXPECT_EQ(gateway.log().count("told"), 0U);
}

TEST(Shutdown, ReplacesNobodyAnyMore) {
    RunningGateway gateway({CameraManners{.width = 66}});
    ASSERT_TRUE(gateway.start());
    gateway.supervisor().stop();
    gateway.skip_delays();
    EXPECT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    EXPECT_EQ(gateway.camera(0).decoder_pid, 0U);
}

// Runs a gateway in a process of its own and tells its children's pids.
[[noreturn]] void run_gateway_and_tell(int pipe) {
    RunningGateway gateway({CameraManners{}});
    std::array<std::uint64_t, 3> pids{};
    if (gateway.start()) {
        const auto status = gateway.status();
        pids = {status.publisher_pid, status.cameras[0].receiver_pid, status.cameras[0].decoder_pid};
    }
    if (::write(pipe, pids.data(), sizeof(pids)) == static_cast<ssize_t>(sizeof(pids))) {
        gateway.run_for(60s);
    }
    ::_exit(1);
}

TEST(Shutdown, LeavesNoChildWhenTheSupervisorIsKilled) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    // Who is killed leaves its files behind.
    std::string folder = (std::filesystem::temp_directory_path() / "cordon-killed-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const pid_t supervisor = ::fork();
    if (supervisor == 0) {
        ::setenv("TMPDIR", folder.c_str(), 1);
        run_gateway_and_tell(ends[1]);
    }
    std::array<std::uint64_t, 3> pids{};
    ASSERT_EQ(::read(ends[0], pids.data(), sizeof(pids)), static_cast<ssize_t>(sizeof(pids)));
    std::vector<base::UniqueFd> children;
    for (const std::uint64_t pid : pids) {
        ASSERT_GT(pid, 0U);
        children.emplace_back(static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0)));
        ASSERT_TRUE(children.back().valid());
    }
    ASSERT_EQ(::kill(supervisor, SIGKILL), 0);
    ASSERT_EQ(::waitpid(supervisor, nullptr, 0), supervisor);
    for (const base::UniqueFd& child : children) {
        pollfd ended{.fd = child.get(), .events = POLLIN, .revents = 0};
        EXPECT_EQ(::poll(&ended, 1, 2000), 1);
    }
    ::close(ends[0]);
    ::close(ends[1]);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cordon::supervisor
