// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/base/clock.hpp"
#include "gateway/supervisor/log_output.hpp"

namespace cordon::supervisor {

// Passes on what one child writes to its log pipe: hostile bytes, line by line, each bounded, made printable
// and labelled. In any second at most kLinesPerSecond lines are shown, the rest is counted; and at most
// kBytesPerSecond are read, so that a child that floods waits on its own pipe and costs nobody else anything.
class LogRelay {
public:
    static constexpr std::size_t kLongestLine = 1000;  // bytes of the child's, before they are made printable
    // A sanitizer's report is long, and worth reading whole.
#ifdef CORDON_SANITIZED
    static constexpr std::uint64_t kLinesPerSecond = 1000;
#else
    static constexpr std::uint64_t kLinesPerSecond = 20;
#endif
    static constexpr std::uint64_t kBytesPerSecond = 256 * 1024;

    enum class Outcome {
        kWait,   // nothing more for now: read again when the pipe is readable
        kTired,  // enough for this second: read again when tick() says so
        kEnded,  // nobody holds the writing end any more
    };

    LogRelay(std::string label, LogOutput& output);

    // Reads what is there from `fd`, which does not block.
    Outcome read(int fd, base::MonotonicTime now);
    // Call about once a second: begins a new second when one is over, and tells how many lines were
    // suppressed.
    void tick(base::MonotonicTime now);
    // The child is gone: the last line may lack its end.
    void finish();

private:
    void take(std::string_view bytes);
    void end_line();

    std::string label_;
    LogOutput& output_;
    std::string line_;
    bool cut_ = false;
    base::MonotonicTime second_began_;
    std::uint64_t lines_ = 0;       // shown this second
    std::uint64_t bytes_ = 0;       // read this second
    std::uint64_t suppressed_ = 0;  // lines, not told of yet
};

}  // namespace cordon::supervisor
