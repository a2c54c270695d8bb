// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/nearest_word.hpp"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace cordon::config {
namespace {

constexpr std::array<std::string_view, 3> kWords{"source", "password", "passwordFile"};

TEST(NearestWord, FindsWhatWasMeant) {
    EXPECT_EQ(nearest_word("sorce", kWords), "source");
    EXPECT_EQ(nearest_word("Source", kWords), "source");
    EXPECT_EQ(nearest_word("passwort", kWords), "password");
    EXPECT_EQ(nearest_word("password_file", kWords), "passwordFile");
}

TEST(NearestWord, FindsNothingWhenNothingComesNear) {
    EXPECT_EQ(nearest_word("bitrate", kWords), std::nullopt);
    EXPECT_EQ(nearest_word("", kWords), std::nullopt);
    EXPECT_EQ(nearest_word(std::string(5000, 'a'), kWords), std::nullopt);
}

}  // namespace
}  // namespace cordon::config
