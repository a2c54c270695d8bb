// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/problem.hpp"

#include <algorithm>
#include <utility>

namespace cordon::config {

void Problems::error(int line, std::string_view key, std::string_view message) {
    problems_.push_back({Problem::Severity::kError, line, std::string(key), std::string(message)});
    ++errors_;
}

void Problems::warning(int line, std::string_view key, std::string_view message) {
    problems_.push_back({Problem::Severity::kWarning, line, std::string(key), std::string(message)});
}

std::vector<Problem> Problems::take() {
    std::ranges::stable_sort(problems_, {}, &Problem::line);
    return std::exchange(problems_, {});
}

std::string to_text(const Problem& problem, std::string_view file) {
    std::string text(file);
    text += problem.line > 0 ? ":" + std::to_string(problem.line) + ": " : ": ";
    if (problem.severity == Problem::Severity::kWarning) {
        text += "warning: ";
    }
    if (!problem.key.empty()) {
        text += problem.key + ": ";
    }
    return text + problem.message;
}

}  // namespace cordon::config
