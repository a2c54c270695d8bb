// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/secret.hpp"
#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {

// The terminal this process was started from, to ask its user something, whatever the standard streams are.
class Terminal {
public:
    // Nothing where there is none, as under a service manager. `stop_fd` becomes readable when a signal asks
    // us to end: a question is then given up, and the terminal as it was before. Borrowed.
    static std::optional<Terminal> open(int stop_fd);

    // One line, shown while it is typed.
    base::Result<std::string> ask(std::string_view question);
    // One line that is not shown.
    base::Result<config::Secret> ask_secretly(std::string_view question);

private:
    Terminal(base::UniqueFd fd, int stop_fd) : fd_(std::move(fd)), stop_fd_(stop_fd) {}
    void write(std::string_view text) const;
    base::Result<std::string> read_line();

    base::UniqueFd fd_;
    int stop_fd_;
};

}  // namespace cordon::supervisor
