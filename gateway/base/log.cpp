// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/log.hpp"

#include <algorithm>
#include <array>

#include <unistd.h>

namespace cordon::base {
namespace {

constexpr std::size_t kLongestMessage = 1000;

void write_line(char level, std::string_view message) noexcept {
    std::array<char, kLongestMessage + 3> line{};
    const std::size_t length = std::min(message.size(), kLongestMessage);
    line[0] = level;
    line[1] = ' ';
    std::copy_n(message.data(), length, line.data() + 2);
    line[length + 2] = '\n';
    // A log that cannot be written has nowhere to complain.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), length + 3);
}

}  // namespace

void log_info(std::string_view message) noexcept {
    write_line('I', message);
}
void log_warning(std::string_view message) noexcept {
    write_line('W', message);
}
void log_error(std::string_view message) noexcept {
    write_line('E', message);
}

}  // namespace cordon::base
