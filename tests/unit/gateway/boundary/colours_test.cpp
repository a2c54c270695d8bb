// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/colours.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace cordon::boundary {
namespace {

TEST(Colours, AreFourAndEachHasANumberAndAName) {
    std::set<std::string_view> names;
    for (std::uint64_t number = 1; number <= 4; ++number) {
        const auto colours = colours_numbered(number);
        ASSERT_TRUE(colours) << number;
        EXPECT_EQ(static_cast<std::uint64_t>(*colours), number);
        EXPECT_EQ(colours_named(name_of(*colours)), colours);
        EXPECT_EQ(colours_of(is_bt601(*colours), is_full_range(*colours)), *colours);
        names.insert(name_of(*colours));
    }
    EXPECT_EQ(names, (std::set<std::string_view>{"bt709", "bt601", "bt709-full", "bt601-full"}));
    for (const std::uint64_t number : {0ULL, 5ULL, 0x1'0000'0001ULL, ~0ULL}) {
        EXPECT_FALSE(colours_numbered(number)) << number;
    }
    for (const char* name : {"", "bt2020", "BT709", "bt709 ", "bt709-limited", "full"}) {
        EXPECT_FALSE(colours_named(name)) << name;
    }
}

}  // namespace
}  // namespace cordon::boundary
