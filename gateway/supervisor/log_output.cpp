// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/log_output.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

#include <poll.h>
#include <unistd.h>

namespace cordon::supervisor {
namespace {

std::string time_stamp() {
    using namespace std::chrono;
    const auto now = system_clock::now();
    const std::time_t seconds = system_clock::to_time_t(now);
    const auto milliseconds = duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm broken_down{};
    ::gmtime_r(&seconds, &broken_down);
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &broken_down);
    const int rest =
        std::snprintf(text.data() + length, text.size() - length, ".%03dZ", static_cast<int>(milliseconds));
    return {text.data(), length + static_cast<std::size_t>(rest)};
}

}  // namespace

void LogOutput::write(char level, std::string_view label, std::string_view text) {
    constexpr std::string_view kLevels = "IWE";
    if (kLevels.find(level) < kLevels.find(least_)) {
        return;
    }
    if (lost_ > 0 && write_line('W', "cordon", std::to_string(lost_) + " log lines lost: nobody took them")) {
        lost_ = 0;
    }
    if (lost_ > 0 || !write_line(level, label, text)) {
        ++lost_;
    }
}

bool LogOutput::write_line(char level, std::string_view label, std::string_view text) const {
    std::string line = time_stamp();
    line.append(" ").append(1, level).append(" ").append(label).append(" ").append(text).append("\n");
    // A pipe that poll() calls writable takes PIPE_BUF bytes, more than a line has, without blocking.
    pollfd writable{.fd = fd_, .events = POLLOUT, .revents = 0};
    return ::poll(&writable, 1, 0) == 1 && (writable.revents & POLLOUT) != 0 &&
           ::write(fd_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

}  // namespace cordon::supervisor
