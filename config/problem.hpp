// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::config {

// One thing that is wrong with a configuration file, or (a warning) unwise.
struct Problem {
    enum class Severity { kError, kWarning };
    Severity severity = Severity::kError;
    int line = 0;         // from 1; 0 when the whole file is meant
    std::string key;      // "cameras.gate.picture"; empty when the whole file is meant
    std::string message;  // what is wrong and what is allowed; never the value that was found, which may be a
                          // password that slipped
};

// Collects problems in the order they are found.
class Problems {
public:
    void error(int line, std::string_view key, std::string_view message);
    void warning(int line, std::string_view key, std::string_view message);

    [[nodiscard]] bool has_errors() const { return errors_ > 0; }
    // By line.
    [[nodiscard]] std::vector<Problem> take();

private:
    std::vector<Problem> problems_;
    std::size_t errors_ = 0;
};

// "file:line: key: message", and "warning: " before a warning's message.
[[nodiscard]] std::string to_text(const Problem& problem, std::string_view file);

}  // namespace cordon::config
