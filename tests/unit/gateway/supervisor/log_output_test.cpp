// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/log_output.hpp"

#include <array>
#include <regex>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/unit/gateway/supervisor/captured_log.hpp"

namespace cordon::supervisor {
namespace {

TEST(LogOutput, WritesTimeLevelLabelAndText) {
    CapturedLog log;
    log.output().write('W', "gate/receive", "hello");
    EXPECT_TRUE(std::regex_match(
        log.text(), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z W gate/receive hello\n)")))
        << log.text();
}

TEST(LogOutput, NeverWaitsForAReaderAndTellsHowManyLinesItLost) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const base::UniqueFd reader(ends[0]);
    const base::UniqueFd writer(ends[1]);
    LogOutput output(writer.get());
    for (int i = 0; i < 1000; ++i) {
        output.write('I', "a", std::string(500, 'x'));
    }
    std::array<char, 65536> taken{};
    ASSERT_GT(::read(reader.get(), taken.data(), taken.size()), 0);
    output.write('I', "a", "after");
    const ssize_t got = ::read(reader.get(), taken.data(), taken.size());
    ASSERT_GT(got, 0);
    const std::string text(taken.data(), static_cast<std::size_t>(got));
    EXPECT_TRUE(std::regex_search(text, std::regex("W cordon [0-9]{3} log lines lost"))) << text;
    EXPECT_NE(text.find("I a after"), std::string::npos);
}

}  // namespace
}  // namespace cordon::supervisor
