// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace cordon::supervisor {

// Where all lines of the gateway go: "2026-11-23T10:48:12.345Z I gate/receive text". Never waits for whoever
// reads them: lines nobody takes are counted, and the count is written once somebody does. One thread.
class LogOutput {
public:
    // `fd` is borrowed; usually standard error. Lines below `least` are left out: I, W and E in this order.
    explicit LogOutput(int fd, char least = 'I') : fd_(fd), least_(least) {}

    // `level` is I, W or E; `text` is printable already.
    void write(char level, std::string_view label, std::string_view text);

private:
    [[nodiscard]] bool write_line(char level, std::string_view label, std::string_view text) const;

    int fd_;
    char least_;
    std::uint64_t lost_ = 0;
};

}  // namespace cordon::supervisor
