// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/unique_fd.hpp"

#include <utility>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace cordon::base {
namespace {

bool is_open(int descriptor) {
    return ::fcntl(descriptor, F_GETFD) >= 0;
}

int open_one() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

TEST(UniqueFd, ClosesItsDescriptorWhenItGoes) {
    const int number = open_one();
    {
        const UniqueFd owner(number);
        EXPECT_TRUE(owner.valid());
        EXPECT_TRUE(is_open(number));
    }
    EXPECT_FALSE(is_open(number));
}

TEST(UniqueFd, OwnsNothingByDefault) {
    const UniqueFd none;
    EXPECT_FALSE(none);
    EXPECT_EQ(none.get(), -1);
}

TEST(UniqueFd, AMoveLeavesOneOwner) {
    UniqueFd first(open_one());
    const int number = first.get();
    UniqueFd second = std::move(first);
    EXPECT_EQ(second.get(), number);
    UniqueFd third(open_one());
    const int replaced = third.get();
    third = std::move(second);
    EXPECT_EQ(third.get(), number);
    EXPECT_FALSE(is_open(replaced));
    EXPECT_TRUE(is_open(number));
}

TEST(UniqueFd, ReleaseGivesTheDescriptorAwayOpen) {
    UniqueFd owner(open_one());
    const UniqueFd taken(owner.release());
    EXPECT_FALSE(owner);
    EXPECT_TRUE(is_open(taken.get()));
}

TEST(UniqueFd, ResetToItsOwnDescriptorKeepsItOpen) {
    UniqueFd owner(open_one());
    owner.reset(owner.get());
    EXPECT_TRUE(is_open(owner.get()));
}

}  // namespace
}  // namespace cordon::base
