// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/supervisor/child_process.hpp"
#include "gateway/supervisor/event_loop.hpp"
#include "gateway/supervisor/log_output.hpp"
#include "gateway/supervisor/log_relay.hpp"
#include "gateway/supervisor/restart_policy.hpp"

namespace cordon::supervisor {

// What every part of a running gateway stands on. Borrowed; outlives them all.
struct Surroundings {
    EventLoop& loop;
    LogOutput& log;
    const base::Clock& clock;
    std::string programs;  // the folder the children's programs are in, absolute
};

// The place of one child: the process that is in it now, its log, how often it was replaced and when the next
// one may start. Decides nothing: whoever owns it starts, and is told when the child has ended.
class ChildSlot {
public:
    // `label` stands before its log lines; `ended` is called from the event loop, after the child is gone.
    ChildSlot(Surroundings surroundings, std::string program, std::string label, std::function<void()> ended);
    ChildSlot(const ChildSlot&) = delete;
    ChildSlot& operator=(const ChildSlot&) = delete;

    // What its owner does to start it: all that the program needs, then start().
    using Start = std::function<base::Result<>()>;
    // For the first time: an Error says whose it is.
    base::Result<> start_first(const Start& start);
    // Again, where it is due. A failure is logged and counts as a life that ended at once, so that it is
    // tried less and less often.
    void start_if_due(const Start& start);
    // Starts the program with `descriptors` (the log is added).
    base::Result<> start(std::vector<InheritedDescriptor> descriptors, NetworkPlace network);

    [[nodiscard]] bool is_running() const { return process_.has_value(); }
    // When the next one may start; nothing while one runs or before the first.
    [[nodiscard]] std::optional<base::MonotonicTime> due() const { return due_; }
    [[nodiscard]] std::uint64_t restarts() const { return starts_ > 0 ? starts_ - 1 : 0; }
    [[nodiscard]] int pid() const { return process_ ? process_->pid() : 0; }
    [[nodiscard]] const std::string& label() const { return label_; }

    // Ends we ask for: they are no trouble, and the next one may start at once.
    void terminate();
    void kill();
    // Because what it says cannot be true (invariant 6).
    void kill_as_malformed(std::string_view what);
    // Because it has stood still for long.
    void kill_as_hanging();
    [[nodiscard]] std::uint64_t malformed() const { return malformed_; }

    // Sees at once whether the child has ended, without waiting for the event loop.
    void look();
    // About once a second.
    void tick();

private:
    bool condemn(std::string_view why);
    base::Result<> launch(std::vector<InheritedDescriptor> descriptors, NetworkPlace network);
    void read_log();
    void end(const ChildEnd& how);

    Surroundings surroundings_;
    std::string program_;
    std::string label_;
    std::function<void()> ended_;
    RestartPolicy policy_;
    LogRelay relay_;
    std::uint64_t starts_ = 0;
    std::uint64_t malformed_ = 0;
    bool end_expected_ = false;
    bool condemned_ = false;
    std::optional<base::MonotonicTime> due_;
    base::UniqueFd log_;
    std::optional<ChildProcess> process_;
    // Last: they go before what they watch.
    EventLoop::Watch log_watch_;
    EventLoop::Watch end_watch_;
};

// "ended with status 1", "was killed by SIGSEGV".
[[nodiscard]] std::string to_text(const ChildEnd& end);

}  // namespace cordon::supervisor
