// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/namespaces.hpp"

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "gateway/sandbox/privileges.hpp"
#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

std::string link(const char* path) {
    return std::filesystem::read_symlink(path).string();
}

TEST(Namespaces, AUserMappedAloneIsUserZeroAndNobodyElseExists) {
    if (const auto reason = hostile::why_not_as(hostile::Starter::kOrdinaryUser); !reason.empty()) {
        GTEST_SKIP() << reason;
    }
    in_a_process([] {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        ASSERT_EQ(::unshare(CLONE_NEWUSER), 0);
        EXPECT_FALSE(other_users_exist());
        const auto mapped = map_own_user(uid, gid);
        ASSERT_TRUE(mapped.ok()) << mapped.error().message;
        EXPECT_EQ(::geteuid(), 0U);
        EXPECT_EQ(::getegid(), 0U);
        EXPECT_FALSE(other_users_exist());
        EXPECT_EQ(::setuid(1), -1);
    });
}

TEST(Namespaces, OtherUsersExistOnAnOrdinaryHost) {
    std::ifstream map("/proc/self/uid_map");
    std::string line;
    std::getline(map, line);
    if (line.find("4294967295") == std::string::npos) {
        GTEST_SKIP() << "these tests run in a user namespace: " << line;
    }
    EXPECT_TRUE(other_users_exist());
}

TEST(Namespaces, MappingIsRefusedOutsideAFreshUserNamespace) {
    in_a_process([] {
        const auto mapped = map_own_user(::geteuid(), ::getegid());
        ASSERT_FALSE(mapped.ok());
        EXPECT_TRUE(mapped.error().message.starts_with("user namespace: write /proc/self/"))
            << mapped.error().message;
    });
}

TEST(Namespaces, JoinsANetwork) {
    in_a_privileged_process([] {
        const base::UniqueFd before(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
        const std::string first = link("/proc/self/ns/net");
        ASSERT_EQ(::unshare(CLONE_NEWNET), 0);
        const base::UniqueFd made(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
        const std::string second = link("/proc/self/ns/net");
        ASSERT_NE(first, second);
        ASSERT_EQ(::unshare(CLONE_NEWNET), 0);
        ASSERT_TRUE(join_network(made.get()).ok());
        EXPECT_EQ(link("/proc/self/ns/net"), second);
    });
}

TEST(Namespaces, AnOrdinaryUserJoinsANetworkThroughItsOwner) {
    if (const auto reason = hostile::why_not_as(hostile::Starter::kOrdinaryUser); !reason.empty()) {
        GTEST_SKIP() << reason;
    }
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            return 1;
        }
        // Stays in the namespaces it made, so that they can be entered.
        const pid_t holder = ::fork();
        if (holder == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
            const bool held = ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && map_own_user(uid, gid).ok();
            while (::write(ends[1], held ? "y" : "n", 1) == 1) {
                ::pause();
            }
        }
        char answer = 'n';
        if (::read(ends[0], &answer, 1) != 1 || answer != 'y') {
            return 2;
        }
        const std::string path = "/proc/" + std::to_string(holder) + "/ns/net";
        const base::UniqueFd network(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        const std::string wanted = link(path.c_str());
        if (join_network(network.get()).ok()) {
            return 3;  // Not without entering its owner.
        }
        if (auto joined = join_network_and_its_owner(network.get()); !joined.ok()) {
            return 4;
        }
        return link("/proc/self/ns/net") == wanted && has_capability(CAP_NET_ADMIN) ? 0 : 5;
    });
    EXPECT_EQ(status, 0);
}

TEST(Namespaces, WhatIsNoNetworkNamespaceCannotBeJoined) {
    in_a_privileged_process([] {
        const base::UniqueFd file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        EXPECT_FALSE(join_network(file.get()).ok());
        EXPECT_FALSE(join_network_and_its_owner(file.get()).ok());
    });
}

}  // namespace
}  // namespace cordon::sandbox
