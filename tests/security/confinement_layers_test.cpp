// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Each layer alone: under a filter that permits every native system call, what still refuses an attack is the
// layer the filter would otherwise hide. The same attack works in the same program, started the same way,
// unconfined.
#include <cerrno>
#include <csignal>
#include <ostream>
#include <utility>

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_launch.hpp"
#include "tests/support/hostile/machine.hpp"

namespace cordon::hostile {
namespace {

struct Refusal {
    const char* attack;
    int error_number;  // what a confined program gets
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
    *out << refusal.attack;
}

constexpr Refusal kRefusals[] = {
    // The empty, read-only mount view.
    {"open_file", ENOENT},
    {"open_file_the_old_way", ENOENT},
    {"open_file_the_new_way", ENOENT},
    {"look_at_file", ENOENT},
    {"climb_out_of_the_root", ENOENT},
    {"open_proc", ENOENT},
    {"open_device", ENOENT},
    {"write_file", ENOENT},
    {"find_shell", ENOENT},
    {"reopen_ring_writable", ENOENT},
    // No capabilities, and no way back to any.
    {"mount_something", EPERM},
    {"change_root", EPERM},
    {"make_packet_socket", EPERM},
    {"make_raw_socket", EPERM},
    {"bring_the_loopback_up", EPERM},
    {"enter_another_namespace", EPERM},
    {"leave_network_namespace", EPERM},
    {"leave_mount_namespace", EPERM},
    {"regain_capabilities", EPERM},
    {"change_secure_bits", EPERM},
    // The resource limits.
    {"fork_process", EAGAIN},
    {"fork_process_the_old_way", EAGAIN},
    {"fork_process_the_new_way", EAGAIN},
    {"start_thread", EAGAIN},
    {"raise_limits", EPERM},
    {"make_many_descriptors", EINVAL},
#ifndef CORDON_SANITIZED
    {"map_memory", ENOMEM},
#endif
};

// What only a program that root started can do unconfined. An ordinary user's is user 0 of a namespace that
// knows nobody else, and owns what its starter owns.
constexpr Refusal kRefusalsToRoot[] = {
    {"make_directory", EROFS},  {"make_device", EROFS},   {"become_root", EPERM},
    {"become_somebody", EPERM}, {"change_groups", EPERM}, {"change_mode_of_ring", EPERM},
};

std::string name_of(const testing::TestParamInfo<std::tuple<Refusal, Starter>>& test) {
    const auto& [refusal, starter] = test.param;
    return std::string(refusal.attack) +
           (starter == Starter::kWhoWeAre ? "_as_who_we_are" : "_as_ordinary_user");
}

class Layer : public testing::TestWithParam<std::tuple<Refusal, Starter>> {
protected:
    void SetUp() override {
        if (const auto reason = why_not_as(std::get<1>(GetParam())); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }
    static Outcome attack_with(const char* program) {
        const auto& [refusal, starter] = GetParam();
        return run_hostile({.program = program, .attack = refusal.attack, .ring = true}, starter);
    }
};

TEST_P(Layer, RefusesTheAttackWithoutHelpFromTheFilter) {
    const Outcome outcome = attack_with("hostile_open");
    EXPECT_TRUE(outcome.refused_with(std::get<0>(GetParam()).error_number)) << outcome.describe();
}

TEST_P(Layer, IsWhatRefusesItBecauseUnconfinedItWorks) {
    const Outcome outcome = attack_with("hostile_unconfined");
    EXPECT_TRUE(outcome.succeeded()) << outcome.describe();
}

INSTANTIATE_TEST_SUITE_P(Confined, Layer,
                         testing::Combine(testing::ValuesIn(kRefusals),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         name_of);

class LayerOverRoot : public Layer {
protected:
    void SetUp() override {
        if (!supervisor::starts_children_with_privilege()) {
            GTEST_SKIP() << "these tests run without privilege, and so does everything they start";
        }
    }
};

TEST_P(LayerOverRoot, RefusesTheAttackWithoutHelpFromTheFilter) {
    const Outcome outcome = attack_with("hostile_open");
    EXPECT_TRUE(outcome.refused_with(std::get<0>(GetParam()).error_number)) << outcome.describe();
}

TEST_P(LayerOverRoot, IsWhatRefusesItBecauseUnconfinedItWorks) {
    const Outcome outcome = attack_with("hostile_unconfined");
    EXPECT_TRUE(outcome.succeeded()) << outcome.describe();
}

INSTANTIATE_TEST_SUITE_P(Confined, LayerOverRoot,
                         testing::Combine(testing::ValuesIn(kRefusalsToRoot),
                                          testing::Values(Starter::kWhoWeAre)),
                         name_of);

class ConfinedBy : public testing::TestWithParam<Starter> {
protected:
    void SetUp() override {
        if (const auto reason = why_not_as(GetParam()); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }
};
INSTANTIATE_TEST_SUITE_P(Everybody, ConfinedBy, testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser),
                         starter_name);

TEST_P(ConfinedBy, SeesAnEmptyRoot) {
    const Outcome before = run_hostile({.program = "hostile_unconfined", .attack = "list_root"}, GetParam());
    EXPECT_TRUE(before.succeeded()) << before.describe();
    // Landlock refuses to list it; where the kernel has none the list is empty, which the attack calls
    // ENOENT.
    constexpr unsigned kAskForVersion = 1;
    const bool has_landlock = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskForVersion) > 0;
    const Outcome after = run_hostile({.program = "hostile_open", .attack = "list_root"}, GetParam());
    EXPECT_TRUE(after.refused_with(has_landlock ? EACCES : ENOENT)) << after.describe();
}

TEST_P(ConfinedBy, FindsNothingToExecute) {
    // Where the shell runs, nothing comes back.
    const Outcome before =
        run_hostile({.program = "hostile_unconfined", .attack = "execute_program"}, GetParam());
    EXPECT_EQ(before.stage, Stage::kConfined) << before.describe();
    EXPECT_FALSE(before.end.signalled);
    const Outcome after = run_hostile({.program = "hostile_open", .attack = "execute_program"}, GetParam());
    EXPECT_TRUE(after.refused_with(ENOENT)) << after.describe();
}

TEST_P(ConfinedBy, ForeignSystemCallsEndItUnderEveryFilter) {
#ifdef CORDON_SANITIZED
    GTEST_SKIP() << "a sanitizer's runtime has system calls of its own, so the filter under test is another";
#endif
    const std::pair<const char*, int> ends[] = {{"call_as_32_bit", signal_of_a_32_bit_call()},
                                                {"call_as_x32", SIGSYS},
                                                {"make_unknown_call", SIGSYS}};
    for (const auto& [attack, signal] : ends) {
        const Outcome outcome = run_hostile({.program = "hostile_open", .attack = attack}, GetParam());
        EXPECT_TRUE(outcome.killed_by(signal)) << attack << ": " << outcome.describe();
    }
}

TEST_P(ConfinedBy, CannotReachOtherProcesses) {
    const int status = run_as(GetParam(), [] {
        const pid_t victim = ::fork();
        if (victim == 0) {
            ::pause();
        }
        for (const char* name :
             {"signal_another", "trace_another", "read_memory_of_another", "hold_another"}) {
            // From the host's pid namespace the attack works.
            EXPECT_GE(find_attack(name)->run({.argument = victim}), 0) << name;
            const Outcome outcome =
                run_hostile({.program = "hostile_open", .attack = name, .argument = victim});
            EXPECT_TRUE(outcome.refused_with(ESRCH)) << name << ": " << outcome.describe();
        }
        ::kill(victim, SIGKILL);
        ::waitpid(victim, nullptr, 0);
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_EQ(status, 0);
}

TEST_P(ConfinedBy, CannotWriteTheRingItReads) {
    for (const char* attack : {"map_ring_writable", "make_ring_mapping_writable", "write_ring",
                               "truncate_ring", "punch_hole_in_ring", "give_ring_write_access"}) {
        const Outcome outcome =
            run_hostile({.program = "hostile_open", .attack = attack, .ring = true}, GetParam());
        EXPECT_EQ(outcome.stage, Stage::kReturned) << outcome.describe();
        EXPECT_LT(outcome.result, 0) << attack;
    }
}

}  // namespace
}  // namespace cordon::hostile
