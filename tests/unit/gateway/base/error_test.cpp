// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/error.hpp"

#include <cerrno>

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

TEST(Error, SaysWhatWasTriedAndWhatTheSystemSaid) {
    EXPECT_EQ(Error::from_errno("open /x", ENOENT).message, "open /x: No such file or directory");
}

TEST(Error, TakesErrnoWhereNoneIsGiven) {
    errno = EPERM;
    EXPECT_EQ(Error::from_errno("mount").message, "mount: Operation not permitted");
}

}  // namespace
}  // namespace cordon::base
