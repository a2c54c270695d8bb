// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/checked_math.hpp"

#include <cstdint>
#include <limits>
#include <optional>

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

constexpr auto kMost = std::numeric_limits<std::uint32_t>::max();

TEST(CheckedMath, MultipliesWhatFitsAndSaysWhatDoesNot) {
    EXPECT_EQ(checked_multiply(65'535U, 65'537U), kMost);
    EXPECT_EQ(checked_multiply(65'536U, 65'536U), std::nullopt);
    EXPECT_EQ(checked_multiply(0U, kMost), 0U);
}

TEST(CheckedMath, CastsOnlyValuesTheOtherTypeHas) {
    EXPECT_EQ(checked_cast<std::uint8_t>(255), std::uint8_t{255});
    EXPECT_EQ(checked_cast<std::uint8_t>(256), std::nullopt);
    EXPECT_EQ(checked_cast<std::uint32_t>(-1), std::nullopt);
    EXPECT_EQ(checked_cast<std::int32_t>(kMost), std::nullopt);
}

TEST(CheckedMath, AlignsUpToAMultiple) {
    EXPECT_EQ(align_up(0U, 64U), 0U);
    EXPECT_EQ(align_up(1U, 64U), 64U);
    EXPECT_EQ(align_up(64U, 64U), 64U);
    EXPECT_EQ(align_up(65U, 64U), 128U);
}

}  // namespace
}  // namespace cordon::base
