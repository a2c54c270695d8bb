// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/log_relay.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <unistd.h>

#include "gateway/supervisor/printable.hpp"

namespace cordon::supervisor {

LogRelay::LogRelay(std::string label, LogOutput& output) : label_(std::move(label)), output_(output) {}

LogRelay::Outcome LogRelay::read(int fd, base::MonotonicTime now) {
    tick(now);
    std::array<char, 4096> part{};
    while (bytes_ < kBytesPerSecond) {
        const ssize_t got = ::read(fd, part.data(), part.size());
        if (got == 0) {
            return Outcome::kEnded;
        }
        if (got < 0) {
            return errno == EAGAIN || errno == EINTR ? Outcome::kWait : Outcome::kEnded;
        }
        bytes_ += static_cast<std::uint64_t>(got);
        take({part.data(), static_cast<std::size_t>(got)});
    }
    return Outcome::kTired;
}

void LogRelay::tick(base::MonotonicTime now) {
    if (now - second_began_ < std::chrono::seconds(1)) {
        return;
    }
    second_began_ = now;
    lines_ = 0;
    bytes_ = 0;
    if (const std::uint64_t count = std::exchange(suppressed_, 0); count > 0) {
        output_.write('W', label_, "… " + std::to_string(count) + " lines suppressed");
    }
}

void LogRelay::finish() {
    if (!line_.empty()) {
        end_line();
    }
    if (const std::uint64_t count = std::exchange(suppressed_, 0); count > 0) {
        output_.write('W', label_, "… " + std::to_string(count) + " lines suppressed");
    }
}

void LogRelay::take(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view part = bytes.substr(0, end);
        const std::size_t room = kLongestLine - line_.size();
        cut_ = cut_ || part.size() > room;
        line_.append(part.substr(0, room));
        if (end == std::string_view::npos) {
            return;
        }
        end_line();
        bytes.remove_prefix(end + 1);
    }
}

void LogRelay::end_line() {
    // base::log_* writes "I text"; whatever else comes out of a child is a library's or a sanitizer's.
    const bool levelled =
        line_.size() >= 2 && line_[1] == ' ' && (line_[0] == 'I' || line_[0] == 'W' || line_[0] == 'E');
    const char level = levelled ? line_[0] : 'W';
    const std::string_view text = std::string_view(line_).substr(levelled ? 2 : 0);
    if (lines_ < kLinesPerSecond) {
        ++lines_;
        output_.write(level, label_, printable(text) + (cut_ ? " …" : ""));
    } else {
        ++suppressed_;
    }
    line_.clear();
    cut_ = false;
}

}  // namespace cordon::supervisor
