// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/privileges.hpp"

#include <array>

#include <grp.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

constexpr std::uint32_t kSomebody = 61'234;

TEST(Privileges, AreGoneAndCannotBeRegained) {
    in_a_privileged_process([] {
        ASSERT_TRUE(has_capability(CAP_SYS_ADMIN));
        ASSERT_TRUE(forbid_regaining_privileges().ok());
        ASSERT_TRUE(give_up_privileges().ok());
        for (int capability = 0; capability < 64; ++capability) {
            EXPECT_FALSE(has_capability(capability)) << capability;
            EXPECT_NE(::prctl(PR_CAPBSET_READ, capability, 0, 0, 0), 1) << capability;
        }
        EXPECT_EQ(::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1);
        EXPECT_EQ(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
        EXPECT_EQ(::prctl(PR_SET_SECUREBITS, 0, 0, 0, 0), -1);
    });
}

TEST(Privileges, UserZeroKeepsTheUserItIs) {
    in_a_process([] {
        const uid_t before = ::getuid();
        EXPECT_TRUE(become(0, 0).ok());
        EXPECT_EQ(::getuid(), before);
    });
}

TEST(Privileges, BecomingAnotherUserLeavesNoWayBack) {
    if (::geteuid() != 0 || !other_users_exist()) {
        GTEST_SKIP() << "only root can become another user";
    }
    in_a_process([] {
        const std::array<gid_t, 2> groups{4, 24};
        ASSERT_EQ(::setgroups(groups.size(), groups.data()), 0);
        ASSERT_TRUE(become(kSomebody, kSomebody + 1).ok());
        uid_t real = 0;
        uid_t effective = 0;
        uid_t saved = 0;
        ::getresuid(&real, &effective, &saved);
        EXPECT_TRUE(real == kSomebody && effective == kSomebody && saved == kSomebody);
        EXPECT_EQ(::getegid(), kSomebody + 1);
        EXPECT_EQ(::getgroups(0, nullptr), 0);
        EXPECT_FALSE(has_capability(CAP_SETUID));
        EXPECT_EQ(::setuid(0), -1);
    });
}

TEST(Privileges, BecomingAnotherUserWithoutPrivilegeIsAnErrorThatNamesIt) {
    const int status = hostile::run_as(hostile::Starter::kOrdinaryUser, [] {
        const auto outcome = become(kSomebody, kSomebody);
        const bool named =
            !outcome.ok() &&
            outcome.error().message == "user: leave the supplementary groups: Operation not permitted";
        return named ? 0 : 1;
    });
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cordon::sandbox
