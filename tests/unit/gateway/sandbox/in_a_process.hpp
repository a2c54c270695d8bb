// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include "gateway/sandbox/namespaces.hpp"
#include "tests/support/hostile/ordinary_user.hpp"

namespace cordon::sandbox {

// What a mechanism does cannot be undone, so each test runs in a forked process; its failed expectations
// count.
inline void in_a_process(const std::function<void()>& body) {
    const int status = hostile::run_as(hostile::Starter::kWhoWeAre, [&] {
        body();
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0) << "the process of this test failed (its reasons are above) or died";
}

// The same with the capabilities a child of the supervisor starts with.
inline void in_a_privileged_process(const std::function<void()>& body) {
    in_a_process([&] {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        if (uid != 0) {
            ASSERT_EQ(::unshare(CLONE_NEWUSER), 0) << "user namespaces are switched off here";
            ASSERT_TRUE(map_own_user(uid, gid).ok());
        }
        body();
    });
}

}  // namespace cordon::sandbox
