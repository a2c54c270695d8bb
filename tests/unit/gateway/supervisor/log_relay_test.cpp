// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/log_relay.hpp"

#include <array>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/unit/gateway/supervisor/captured_log.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::EndsWith;
using Outcome = LogRelay::Outcome;

class LogRelayTest : public testing::Test {
protected:
    LogRelayTest() {
        std::array<int, 2> ends{};
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
        reader_.reset(ends[0]);
        writer_.reset(ends[1]);
        EXPECT_GT(::fcntl(writer_.get(), F_SETPIPE_SZ, 1 << 20), 0);
    }

    Outcome say(std::string_view text) {
        EXPECT_EQ(::write(writer_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
        return relay_.read(reader_.get(), now_);
    }

    base::MonotonicTime now_{1h};
    base::UniqueFd reader_;
    base::UniqueFd writer_;
    CapturedLog log_;
    LogRelay relay_{"gate/receive", log_.output()};
};

TEST_F(LogRelayTest, LabelsLinesAndTakesTheirLevelFromTheFirstLetter) {
    EXPECT_EQ(say("I one\nW two\nE three\nfour\nInfo\n"), Outcome::kWait);
    EXPECT_THAT(log_.lines(), ElementsAre("I gate/receive one", "W gate/receive two", "E gate/receive three",
                                          "W gate/receive four", "W gate/receive Info"));
}

TEST_F(LogRelayTest, PutsALineTogetherThatCameInParts) {
    say("I on");
    say("e\nI tw");
    EXPECT_THAT(log_.lines(), ElementsAre("I gate/receive one"));
    relay_.finish();
    EXPECT_THAT(log_.lines(), ElementsAre("I gate/receive one", "I gate/receive tw"));
}

TEST_F(LogRelayTest, CutsALongLineAndKeepsTheNextWhole) {
    say("I " + std::string(100'000, 'x') + "\nI next\n");
    const auto lines = log_.lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "I gate/receive " + std::string(LogRelay::kLongestLine - 2, 'x') + " …");
    EXPECT_EQ(lines[1], "I gate/receive next");
}

TEST_F(LogRelayTest, LetsNoLineEndOrTerminalCodeThrough) {
    say("E \x1b[2J\r evil \xff\n");
    EXPECT_THAT(log_.lines(), ElementsAre("E gate/receive \\x1b[2J\\x0d evil \\xff"));
}

TEST_F(LogRelayTest, CountsWhatIsMoreThanASecondMayHold) {
    std::string flood;
    for (std::uint64_t i = 0; i < LogRelay::kLinesPerSecond + 30; ++i) {
        flood += "I line\n";
    }
    say(flood);
    EXPECT_EQ(log_.lines().size(), LogRelay::kLinesPerSecond);
    now_ += 999ms;
    relay_.tick(now_);
    EXPECT_EQ(log_.lines().size(), LogRelay::kLinesPerSecond);
    now_ += 1ms;
    relay_.tick(now_);
    EXPECT_EQ(log_.lines().back(), "W gate/receive … 30 lines suppressed");
    say("I after\n");
    EXPECT_EQ(log_.lines().back(), "I gate/receive after");
}

TEST_F(LogRelayTest, ReadsNoMoreInASecondThanIsFair) {
    const std::string block(64 * 1024, 'x');
    Outcome outcome = Outcome::kWait;
    for (int i = 0; i < 6 && outcome == Outcome::kWait; ++i) {
        outcome = say(block);
    }
    EXPECT_EQ(outcome, Outcome::kTired);
    EXPECT_EQ(relay_.read(reader_.get(), now_), Outcome::kTired);
    now_ += 1s;
    EXPECT_EQ(relay_.read(reader_.get(), now_), Outcome::kWait);
}

TEST_F(LogRelayTest, SaysWhenNobodyCanWriteAnyMore) {
    writer_.reset();
    EXPECT_EQ(relay_.read(reader_.get(), now_), Outcome::kEnded);
}

}  // namespace
}  // namespace cordon::supervisor
