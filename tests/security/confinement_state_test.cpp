// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// What an auditor sees of a confined program from outside, and what the program can ask about itself.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/hostile_launch.hpp"

namespace cordon::hostile {
namespace {

// /proc/PID/status, by field.
std::map<std::string, std::string> status_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    std::map<std::string, std::string> fields;
    for (std::string line; std::getline(file, line);) {
        const auto colon = line.find(':');
        const auto value = line.find_first_not_of(" \t", colon + 1);
        fields[line.substr(0, colon)] = value == std::string::npos ? "" : line.substr(value);
    }
    return fields;
}

std::string namespace_of(const std::string& process, const std::string& kind) {
    return std::filesystem::read_symlink("/proc/" + process + "/ns/" + kind).string();
}

std::int64_t probe(const char* name, Starter starter) {
    return run_hostile({.program = "hostile_open", .attack = name}, starter).result;
}

class ConfinedProgram : public testing::TestWithParam<Starter> {
protected:
    void SetUp() override {
        if (const auto reason = why_not_as(GetParam()); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }
};
INSTANTIATE_TEST_SUITE_P(Everybody, ConfinedProgram,
                         testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser), starter_name);

TEST_P(ConfinedProgram, HasNoWayToPrivilege) {
    constexpr std::int64_t kLockedSecureBits = 0xeb;  // linux/securebits.h
    EXPECT_EQ(probe("bounding_set", GetParam()), 0);
    EXPECT_EQ(probe("secure_bits", GetParam()), kLockedSecureBits);
    EXPECT_EQ(probe("no_new_privileges", GetParam()), 1);
    EXPECT_EQ(probe("is_dumpable", GetParam()), 0);
}

TEST_P(ConfinedProgram, DiesWithTheSupervisorAlsoAfterItsUserChanged) {
    EXPECT_EQ(probe("death_signal", GetParam()), SIGKILL);
}

TEST_P(ConfinedProgram, KeepsOnlyTheDescriptorsItNamed) {
    // A third one is inherited, and not kept.
    const Outcome outcome = run_hostile(
        {.program = "hostile_open", .attack = "count_descriptors", .more = {{STDIN_FILENO, 10}}}, GetParam());
    EXPECT_EQ(outcome.result, 2) << outcome.describe();
}

// The test must be privileged enough to look into another user's process.
TEST(ConfinedProgramSeenByRoot, ShowsEveryLayer) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "only root sees another user's namespaces";
    }
    auto child = HostileChild::start({.program = "hostile_bare", .attack = "spin_for_ever"});
    ASSERT_TRUE(child.ok()) << child.error().message;
    ASSERT_TRUE(child.value().wait_for_attack());
    // The stage is set just before the filter's first use, so all of it is in place.
    const std::string pid = std::to_string(child.value().process().pid());
    auto status = status_of(child.value().process().pid());
    for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
        EXPECT_EQ(status[set], "0000000000000000") << set;
    }
    EXPECT_EQ(status["NoNewPrivs"], "1");
    EXPECT_EQ(status["Seccomp"], "2");
    EXPECT_EQ(status["Uid"], "61234\t61234\t61234\t61234");
    EXPECT_EQ(status["Gid"], "61234\t61234\t61234\t61234");
    EXPECT_EQ(status["Groups"], "");
    EXPECT_EQ(status["Threads"], "1");
    for (const char* kind : {"mnt", "pid", "ipc", "net"}) {
        EXPECT_NE(namespace_of(pid, kind), namespace_of("self", kind)) << kind;
    }
    EXPECT_TRUE(std::filesystem::is_empty("/proc/" + pid + "/root/"));
    std::ifstream mounts("/proc/" + pid + "/mounts");
    std::stringstream all;
    all << mounts.rdbuf();
    EXPECT_TRUE(all.str().starts_with("cordon / tmpfs ro,nosuid,nodev,noexec")) << all.str();
    EXPECT_EQ(all.str().find('\n'), all.str().size() - 1) << "more than one mount:\n" << all.str();
    const std::filesystem::directory_iterator descriptors("/proc/" + pid + "/fd");
    EXPECT_EQ(std::distance(begin(descriptors), end(descriptors)), 2);
    child.value().process().kill();
    child.value().wait();
}

}  // namespace
}  // namespace cordon::hostile
