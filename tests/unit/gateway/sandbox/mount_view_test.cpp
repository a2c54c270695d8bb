// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/mount_view.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

std::string read_file(const char* path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void expect_empty_read_only_root() {
    EXPECT_TRUE(std::filesystem::is_empty("/"));
    EXPECT_EQ(::access("/proc", F_OK), -1);
    EXPECT_EQ(::open("/x", O_CREAT | O_WRONLY | O_CLOEXEC, 0600), -1);
    EXPECT_EQ(errno, EROFS);
    EXPECT_EQ(std::filesystem::current_path(), "/");
}

TEST(MountView, IsEmptyAndReadOnlyAlsoForRoot) {
    in_a_privileged_process([] {
        const auto outcome = enter_empty_mount_view();
        ASSERT_TRUE(outcome.ok()) << outcome.error().message;
        expect_empty_read_only_root();
    });
}

TEST(MountView, CanBeHadUnderAChroot) {
    in_a_privileged_process([] {
        ASSERT_EQ(::unshare(CLONE_NEWNS), 0);
        ASSERT_EQ(::chroot("/usr"), 0);
        ASSERT_EQ(::chdir("/"), 0);
        const auto outcome = enter_empty_mount_view();
        ASSERT_TRUE(outcome.ok()) << outcome.error().message;
        expect_empty_read_only_root();
    });
}

TEST(MountView, LeavesTheHostsMountsAlone) {
    const std::string before = read_file("/proc/self/mountinfo");
    in_a_privileged_process([] { ASSERT_TRUE(enter_empty_mount_view().ok()); });
    EXPECT_EQ(read_file("/proc/self/mountinfo"), before);
    EXPECT_EQ(::access("/etc/passwd", R_OK), 0);
}

TEST(MountView, NamesItselfWhereThePrivilegeIsMissing) {
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        const auto outcome = enter_empty_mount_view();
        const bool named =
            !outcome.ok() &&
            outcome.error().message == "mount view: a mount namespace of its own: Operation not permitted";
        return named ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cordon::sandbox
