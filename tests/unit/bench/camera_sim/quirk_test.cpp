// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/quirk.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::HasSubstr;

TEST(Quirk, HasANameOfItsOwn) {
    std::set<std::string_view> names;
    for (const QuirkFacts& each : quirks()) {
        EXPECT_TRUE(names.insert(each.name).second) << each.name;
        EXPECT_TRUE(QuirkSet::parse(each.name).value().has(each.quirk)) << each.name;
    }
}

TEST(QuirkSet, TakesSeveralNamesAndNoOther) {
    const auto set = QuirkSet::parse("sha256-only,close-after-401");
    ASSERT_TRUE(set.ok());
    EXPECT_TRUE(set.value().has(Quirk::kSha256Only));
    EXPECT_TRUE(set.value().has(Quirk::kCloseAfter401));
    EXPECT_FALSE(set.value().has(Quirk::kMd5Sess));
    EXPECT_THAT(QuirkSet::parse("sha256-only,sha257").error().message, HasSubstr("\"sha257\""));
}

TEST(QuirkList, TellsAScriptWhatToExpect) {
    EXPECT_THAT(quirk_list(), HasSubstr("lock-out\tlockedOut\ttakes no password"));
}

}  // namespace
}  // namespace cordon::bench
