// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Invariant 1 and 9, of the decoder: whoever owns it can compute, and read its own camera's pipe. Nothing
// else.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/security/decoder/planted_bug.hpp"
#include "tests/support/decode/decoder_process.hpp"
#include "tests/support/hostile/machine.hpp"

namespace cordon::tests {
namespace {

using boundary::VideoCodec;

EncodedUnit attack_unit(Attack attack) {
    std::string text(kAttackMark);
    text.push_back(static_cast<char>(attack));
    const auto bytes = std::as_bytes(std::span(text));
    return {.bytes = {bytes.begin(), bytes.end()}, .keyframe = false};
}

DecoderEnd run_attack(const char* program, Attack attack) {
    auto process = DecoderProcess::start({program}, decoder_record(320, 240));
    EXPECT_TRUE(process.ok());
    // In the midst of work, not at its beginning.
    for (const EncodedUnit& unit : encode({.pictures = 5, .options = "bframes=0"})) {
        EXPECT_TRUE(process.value().send(VideoCodec::kH264, unit));
    }
    EXPECT_TRUE(process.value().send(VideoCodec::kH264, attack_unit(attack)));
    process.value().close_pipe();
    return process.value().wait(std::chrono::seconds(20));
}

#ifndef CORDON_SANITIZED  // whose own system calls the filter has to permit
struct NamedAttack {
    Attack attack;
    const char* name;
    int signal = SIGSYS;
};

class AttackFromTheDecoder : public testing::TestWithParam<NamedAttack> {};

TEST_P(AttackFromTheDecoder, EndsIt) {
    const Attack attack = GetParam().attack;
    if ((attack == Attack::kAskClock || attack == Attack::kReadTimeStampCounter) &&
        !hostile::clocks_can_be_trapped()) {
        GTEST_SKIP() << hostile::kClocksNotChecked;
    }
    const auto end = run_attack(CORDON_DECODER_WITH_BUG, attack);
    EXPECT_FALSE(end.hung);
    const bool foreign = attack == Attack::kForeignSystemCall;
    EXPECT_EQ(end.signal, foreign ? hostile::signal_of_a_32_bit_call() : GetParam().signal)
        << "exit code " << end.code;
}

INSTANTIATE_TEST_SUITE_P(
    Every, AttackFromTheDecoder,
    testing::Values(
        NamedAttack{Attack::kOpenFile, "OpenFile"},
        NamedAttack{Attack::kOpenMemoryOfSelf, "OpenMemoryOfSelf"},
        NamedAttack{Attack::kCreateSocket, "CreateSocket"},
        NamedAttack{Attack::kCreateMemory, "CreateMemory"}, NamedAttack{Attack::kWriteLog, "WriteLog"},
        NamedAttack{Attack::kWritePipe, "WritePipe"},
        NamedAttack{Attack::kWriteAnyDescriptor, "WriteAnyDescriptor"},
        NamedAttack{Attack::kReadLog, "ReadLog"},
        NamedAttack{Attack::kReadOtherDescriptor, "ReadOtherDescriptor"},
        NamedAttack{Attack::kDuplicateDescriptor, "DuplicateDescriptor"},
        NamedAttack{Attack::kStartThread, "StartThread"}, NamedAttack{Attack::kFork, "Fork"},
        NamedAttack{Attack::kExecute, "Execute"}, NamedAttack{Attack::kTraceAnother, "TraceAnother"},
        NamedAttack{Attack::kReadAnothersMemory, "ReadAnothersMemory"},
        NamedAttack{Attack::kSignalAnother, "SignalAnother"},
        NamedAttack{Attack::kMapExecutable, "MapExecutable"},
        NamedAttack{Attack::kMakeExecutable, "MakeExecutable"}, NamedAttack{Attack::kGrowHeap, "GrowHeap"},
        NamedAttack{Attack::kAskClock, "AskClock", SIGSEGV},
        NamedAttack{Attack::kReadTimeStampCounter, "ReadTimeStampCounter", SIGSEGV},
        NamedAttack{Attack::kSleep, "Sleep"}, NamedAttack{Attack::kForeignSystemCall, "ForeignSystemCall"},
        NamedAttack{Attack::kLoadFilter, "LoadFilter"},
        NamedAttack{Attack::kWritePastRing, "WritePastRing", SIGSEGV}),
    [](const auto& one) { return one.param.name; });

TEST(AttackFromTheDecoderList, HasATestForEveryAttack) {
    const int attacks = static_cast<int>(Attack::kEnd) - static_cast<int>(Attack::kReachable) - 1;
    const auto* suite = testing::UnitTest::GetInstance();
    int tested = 0;
    for (int i = 0; i < suite->total_test_suite_count(); ++i) {
        const auto* one = suite->GetTestSuite(i);
        tested += std::string_view(one->name()) == "Every/AttackFromTheDecoder" ? one->total_test_count() : 0;
    }
    EXPECT_EQ(tested, attacks);
}
#endif

TEST(PlantedBug, RunsItsCodeInTheTestBuild) {
    const auto end = run_attack(CORDON_DECODER_WITH_BUG, Attack::kReachable);
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.code, kAttackSucceeded);
}

TEST(PlantedBug, IsNotInTheProductsDecoder) {
    const auto end = run_attack(CORDON_DECODE_PROGRAM, Attack::kReachable);
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.code, 0);
    std::ifstream program(CORDON_DECODE_PROGRAM, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(program)), {});
    EXPECT_EQ(bytes.find("CORDON-ATTACK"), std::string::npos);
}

#ifndef CORDON_SANITIZED
// 40 seconds of a camera's video, with B-frames and two changes of size.
TEST(DecoderUnderStrace, MakesNoSystemCallButReadUntilItEnds) {
    constexpr const char* kStrace = "/usr/bin/strace";
    if (::access(kStrace, X_OK) != 0) {
        GTEST_SKIP() << "strace is not installed: that the decoder only reads was NOT checked here";
    }
    const auto trace =
        std::filesystem::temp_directory_path() / ("decoder-trace-" + std::to_string(::getpid()));
    auto process = DecoderProcess::start({kStrace, "-f", "-o", trace.string(), CORDON_DECODE_PROGRAM},
                                         decoder_record(320, 240));
    ASSERT_TRUE(process.ok());
    const auto units = encode({.pictures = 250, .options = "bframes=3:keyint=50"});
    const auto other = encode({.width = 640, .height = 360, .pictures = 250, .options = "bframes=0"});
    for (const auto* stream : {&units, &other, &units, &other}) {
        for (const EncodedUnit& unit : *stream) {
            ASSERT_TRUE(process.value().send(VideoCodec::kH264, unit));
        }
    }
    process.value().close_pipe();
    const auto end = process.value().wait(std::chrono::seconds(100));
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.code, 0);
    EXPECT_EQ(process.value().ring_header().decoder.frames.load(), 1000U);

    std::ifstream lines(trace);
    std::multiset<std::string> calls;
    bool locked_in = false;
    const std::regex call(R"(^\d+\s+(\w+)\()");
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (line.find("SECCOMP_SET_MODE_FILTER") != std::string::npos &&
            line.find("= 0") != std::string::npos) {
            locked_in = true;
        } else if (locked_in && std::regex_search(line, found, call)) {
            calls.insert(found[1]);
        }
    }
    std::filesystem::remove(trace);
    EXPECT_TRUE(locked_in);
    const std::set<std::string> kinds(calls.begin(), calls.end());
    EXPECT_EQ(kinds, (std::set<std::string>{"read", "exit_group"}));
    EXPECT_GE(calls.count("read"), 2000U);
}
#endif

// What the kernel says of a decoder at work.
TEST(DecoderAtWork, HoldsItsPipeAndItsLogAndNoPrivilege) {
    auto process = DecoderProcess::start({CORDON_DECODE_PROGRAM}, decoder_record(320, 240));
    ASSERT_TRUE(process.ok());
    const auto units = encode({.pictures = 3, .options = "bframes=0"});
    for (const EncodedUnit& unit : units) {
        ASSERT_TRUE(process.value().send(VideoCodec::kH264, unit));
    }
    ASSERT_TRUE(process.value().wait_for_access_units(units.size()));
    const std::filesystem::path proc = "/proc/" + std::to_string(process.value().pid());
    std::ifstream file(proc / "status");
    const std::string status((std::istreambuf_iterator<char>(file)), {});
    for (const char* line : {"NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000",
                             "CapPrm:\t0000000000000000", "CapBnd:\t0000000000000000", "Threads:\t1"}) {
        EXPECT_NE(status.find(line), std::string::npos) << line << "\n" << status;
    }
    if (::geteuid() == 0) {
        std::set<std::string> descriptors;
        for (const auto& entry : std::filesystem::directory_iterator(proc / "fd")) {
            descriptors.insert(entry.path().filename());
        }
        EXPECT_EQ(descriptors, (std::set<std::string>{"2", "3"}));
        EXPECT_NE(status.find("Uid:\t61001\t61001\t61001\t61001"), std::string::npos);
    }
    process.value().close_pipe();
    EXPECT_EQ(process.value().wait().code, 0);
}

}  // namespace
}  // namespace cordon::tests
