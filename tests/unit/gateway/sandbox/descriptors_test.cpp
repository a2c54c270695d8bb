// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/descriptors.hpp"

#include <array>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/unit/gateway/sandbox/in_a_process.hpp"

namespace cordon::sandbox {
namespace {

bool is_open(int descriptor) {
    return ::fcntl(descriptor, F_GETFD) >= 0;
}

TEST(Descriptors, ClosesAllThatAreNotKeptBelowBetweenAndAbove) {
    in_a_process([] {
        for (const int number : {40, 41, 42, 1000}) {
            ASSERT_EQ(::dup2(STDERR_FILENO, number), number);
        }
        const std::array keep{42, 2, 40};
        ASSERT_TRUE(close_all_but(keep).ok());
        EXPECT_TRUE(is_open(2) && is_open(40) && is_open(42));
        EXPECT_FALSE(is_open(0) || is_open(1) || is_open(41) || is_open(1000));
    });
}

TEST(Descriptors, TheSameNumberMayBeKeptTwice) {
    in_a_process([] {
        const std::array keep{2, 2};
        EXPECT_TRUE(close_all_but(keep).ok());
        EXPECT_TRUE(is_open(2));
    });
}

TEST(Descriptors, AKeptNumberThatIsNotOpenIsAnErrorThatNamesIt) {
    in_a_process([] {
        const std::array keep{2, 77};
        const auto outcome = close_all_but(keep);
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.error().message, "descriptors: keep 77: Bad file descriptor");
    });
}

}  // namespace
}  // namespace cordon::sandbox
