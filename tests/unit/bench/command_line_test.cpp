// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/command_line.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array kSpecs{OptionSpec{"--name", "TEXT", "what it is called"},
                            OptionSpec{"--loud", "", "be loud"}};

base::Result<CommandLine> parse(std::vector<const char*> arguments) {
    return CommandLine::parse(arguments, kSpecs);
}

TEST(CommandLine, KeepsEveryValueOfARepeatedOptionAndTheLastOneOfAll) {
    const auto line = parse({"--name", "a", "--loud", "--name", "b"});
    ASSERT_TRUE(line.ok());
    EXPECT_THAT(line.value().values("--name"), ElementsAre("a", "b"));
    EXPECT_EQ(line.value().value("--name"), "b");
    EXPECT_TRUE(line.value().has("--loud"));
}

TEST(CommandLine, NamesAnArgumentItDoesNotKnow) {
    EXPECT_THAT(parse({"--nmae", "x"}).error().message, HasSubstr("--nmae"));
}

TEST(CommandLine, NamesAnOptionWhoseValueIsMissing) {
    EXPECT_THAT(parse({"--name"}).error().message, HasSubstr("--name"));
}

TEST(CommandLine, TakesOnlyWholeNumbersWithinTheirBounds) {
    EXPECT_EQ(parse({"--name", "12"}).value().number("--name", 1, 0, 20).value(), 12);
    EXPECT_EQ(parse({}).value().number("--name", 7, 0, 20).value(), 7);
    EXPECT_THAT(parse({"--name", "21"}).value().number("--name", 1, 0, 20).error().message,
                HasSubstr("from 0 to 20"));
    EXPECT_FALSE(parse({"--name", "12x"}).value().number("--name", 1, 0, 20).ok());
}

}  // namespace
}  // namespace cordon::bench
