// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/result.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

Result<int> half_of(int number) {
    if (number % 2 != 0) {
        return Error{std::to_string(number) + " is odd"};
    }
    return number / 2;
}

Result<int> quarter_of(int number) {
    CORDON_TRY(const int half, half_of(number));
    CORDON_TRY(const int quarter, half_of(half));
    return quarter;
}

Result<> must_be_even(int number) {
    CORDON_TRY_VOID(half_of(number));
    return {};
}

TEST(Result, HoldsAValueOrTheErrorInItsPlace) {
    const auto four = half_of(8);
    ASSERT_TRUE(four.ok());
    EXPECT_EQ(four.value(), 4);
    const auto none = half_of(7);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message, "7 is odd");
}

TEST(Result, TryGoesOnWithTheValueOrReturnsTheFirstError) {
    EXPECT_EQ(quarter_of(12).value(), 3);
    EXPECT_EQ(quarter_of(6).error().message, "3 is odd");
}

TEST(Result, TryVoidReturnsTheError) {
    EXPECT_TRUE(must_be_even(2).ok());
    EXPECT_EQ(must_be_even(3).error().message, "3 is odd");
}

TEST(Result, HandsOverWhatCanOnlyBeMoved) {
    Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
    const std::unique_ptr<int> taken = std::move(result).value();
    EXPECT_EQ(*taken, 5);
}

TEST(ResultDeathTest, TheValueOfAFailedOneIsOurBug) {
    const auto failed = half_of(1);
    EXPECT_DEATH((void)failed.value(), "value\\(\\) of a failed Result");
}

TEST(ResultDeathTest, TheErrorOfASuccessfulOneIsOurBug) {
    const auto fine = half_of(2);
    EXPECT_DEATH((void)fine.error(), "error\\(\\) of a Result that holds a value");
    const Result<> nothing;
    EXPECT_DEATH((void)nothing.error(), "error\\(\\) of a Result that succeeded");
}

}  // namespace
}  // namespace cordon::base
