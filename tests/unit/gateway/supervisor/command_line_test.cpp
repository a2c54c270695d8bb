// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/command_line.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;
using Words = std::vector<std::string_view>;

base::Result<Command> parse(const Words& words) {
    return parse_command_line(words);
}

TEST(CommandLine, TakesEachCommand) {
    EXPECT_EQ(parse({"run", "a.yaml"}).value().kind, Command::Kind::kRun);
    EXPECT_EQ(parse({"run", "a.yaml"}).value().file, "a.yaml");
    EXPECT_EQ(parse({"check", "a.yaml"}).value().kind, Command::Kind::kCheck);
    EXPECT_FALSE(parse({"check", "a.yaml"}).value().json);
    const auto check = parse({"check", "a.yaml", "--json"});
    ASSERT_TRUE(check.ok());
    EXPECT_TRUE(check.value().json);
    EXPECT_EQ(check.value().file, "a.yaml");
    EXPECT_EQ(parse({"--version"}).value().kind, Command::Kind::kVersion);
    const auto status = parse({"status", "--json", "--socket", "/run/x"});
    ASSERT_TRUE(status.ok());
    EXPECT_TRUE(status.value().json);
    EXPECT_FALSE(status.value().once);
    EXPECT_EQ(status.value().socket, "/run/x");
    EXPECT_EQ(parse({"status", "--once", "a.yaml"}).value().file, "a.yaml");
    const auto probe = parse({"probe", "--seconds", "3", "rtsp://10.0.0.1/a"});
    ASSERT_TRUE(probe.ok());
    EXPECT_EQ(probe.value().kind, Command::Kind::kProbe);
    EXPECT_EQ(probe.value().probe.time.count(), 3);
    const auto bench = parse({"bench", "--cameras", "1..8"});
    ASSERT_TRUE(bench.ok());
    EXPECT_EQ(bench.value().kind, Command::Kind::kBench);
    EXPECT_THAT(bench.value().words, testing::ElementsAre("--cameras", "1..8"));
}

TEST(CommandLine, HelpsWithEachCommand) {
    for (const Words& words :
         {Words{"--help"}, Words{"run", "--help"}, Words{"check", "-h"}, Words{"status", "--help"},
          Words{"probe", "--help"}, Words{"--version", "--help"}}) {
        const auto command = parse(words);
        ASSERT_TRUE(command.ok());
        EXPECT_EQ(command.value().kind, Command::Kind::kHelp);
        EXPECT_THAT(std::string(command.value().help), HasSubstr("cordon "));
    }
    EXPECT_THAT(std::string(parse({"status", "--help"}).value().help), HasSubstr("--json"));
}

TEST(CommandLine, HintsAtWhatWasMeant) {
    EXPECT_THAT(parse({"chek", "f"}).error().message, HasSubstr("did you mean 'check'?"));
    EXPECT_THAT(parse({"status", "--jsn"}).error().message, HasSubstr("did you mean '--json'?"));
    EXPECT_THAT(parse({"frobnicate"}).error().message, HasSubstr("try --help"));
}

TEST(CommandLine, RefusesWhatIsMissingOrTooMuch) {
    for (const Words& words :
         {Words{}, Words{"run"}, Words{"check"}, Words{"run", "a", "b"}, Words{"run", "--verbose", "a"},
          Words{"run", "--json", "a"}, Words{"check", "--json"}, Words{"status", "--socket"},
          Words{"status", "a", "b"}, Words{"status", "a", "--socket", "/b"}, Words{"probe"}}) {
        EXPECT_FALSE(parse(words).ok());
    }
}

}  // namespace
}  // namespace cordon::supervisor
