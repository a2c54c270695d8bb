// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "gateway/base/unique_fd.hpp"
#include "gateway/supervisor/log_output.hpp"

namespace cordon::supervisor {

// A LogOutput whose lines a test can read, without their times.
class CapturedLog {
public:
    CapturedLog() : file_(::memfd_create("captured-log", MFD_CLOEXEC)), output_(file_.get()) {}

    LogOutput& output() { return output_; }

    [[nodiscard]] std::string text() const {
        std::string text;
        std::array<char, 4096> part{};
        off_t at = 0;
        for (ssize_t got = 0; (got = ::pread(file_.get(), part.data(), part.size(), at)) > 0; at += got) {
            text.append(part.data(), static_cast<std::size_t>(got));
        }
        return text;
    }

    [[nodiscard]] std::vector<std::string> lines() const {
        constexpr std::size_t kTimeLength = sizeof("2026-11-23T10:48:12.345Z");
        std::vector<std::string> lines;
        const std::string all = text();
        for (std::size_t begin = 0, end = 0; (end = all.find('\n', begin)) != std::string::npos;
             begin = end + 1) {
            lines.push_back(all.substr(begin, end - begin).substr(kTimeLength));
        }
        return lines;
    }

    // How many lines hold `part`.
    [[nodiscard]] std::size_t count(const std::string& part) const {
        std::size_t found = 0;
        for (const std::string& line : lines()) {
            found += line.find(part) != std::string::npos ? 1 : 0;
        }
        return found;
    }

private:
    base::UniqueFd file_;
    LogOutput output_;
};

}  // namespace cordon::supervisor
