// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/child_slot.hpp"

#include <array>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "gateway/boundary/launch_record.hpp"

namespace cordon::supervisor {

ChildSlot::ChildSlot(Surroundings surroundings, std::string program, std::string label,
                     std::function<void()> ended)
    : surroundings_(std::move(surroundings)),
      program_(std::move(program)),
      label_(std::move(label)),
      ended_(std::move(ended)),
      relay_(label_, surroundings_.log) {}

base::Result<> ChildSlot::start_first(const Start& start) {
    auto outcome = start();
    return outcome.ok() ? std::move(outcome) : base::Error{label_ + ": " + outcome.error().message};
}

void ChildSlot::start_if_due(const Start& start) {
    if (is_running() || !due_ || *due_ > surroundings_.clock.now()) {
        return;
    }
    policy_.started(surroundings_.clock.now());
    if (const auto outcome = start(); !outcome.ok()) {
        surroundings_.log.write('E', label_, outcome.error().message);
        if (!is_running()) {
            due_ = policy_.ended(surroundings_.clock.now());
        }
    }
}

base::Result<> ChildSlot::start(std::vector<InheritedDescriptor> descriptors, NetworkPlace network) {
    CORDON_INVARIANT(!is_running(), "a slot holds one child at a time");
    due_.reset();
    end_expected_ = false;
    condemned_ = false;
    ++starts_;
    policy_.started(surroundings_.clock.now());
    auto launched = launch(std::move(descriptors), network);
    if (!launched.ok()) {
        end_watch_.stop();
        log_watch_.stop();
        process_.reset();
        log_.reset();
    }
    return launched;
}

base::Result<> ChildSlot::launch(std::vector<InheritedDescriptor> descriptors, NetworkPlace network) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return base::Error::from_errno("make a log pipe");
    }
    log_.reset(ends[0]);
    const base::UniqueFd writer(ends[1]);
    if (::fcntl(log_.get(), F_SETFL, O_NONBLOCK) != 0) {
        return base::Error::from_errno("make a log pipe");
    }
    descriptors.push_back({.ours = writer.get(), .theirs = boundary::kLogFd});
    CORDON_TRY(auto process, ChildProcess::start({.program = surroundings_.programs + "/" + program_,
                                                  .descriptors = std::move(descriptors),
                                                  .network = network}));
    process_.emplace(std::move(process));
    CORDON_TRY(log_watch_, surroundings_.loop.watch(log_.get(), [this] { read_log(); }));
    CORDON_TRY(end_watch_, surroundings_.loop.watch(process_->pidfd(), [this] { look(); }));
    return {};
}

void ChildSlot::terminate() {
    if (process_) {
        end_expected_ = true;
        process_->terminate();
    }
}

void ChildSlot::kill() {
    if (process_) {
        end_expected_ = true;
        process_->kill();
    }
}

void ChildSlot::kill_as_malformed(std::string_view what) {
    if (condemn("says what cannot be true (" + std::string(what) + ")")) {
        ++malformed_;
    }
}

void ChildSlot::kill_as_hanging() {
    condemn("stands still");
}

// Whether it runs and was not killed so before.
bool ChildSlot::condemn(std::string_view why) {
    if (!process_ || std::exchange(condemned_, true)) {
        return false;
    }
    surroundings_.log.write('E', label_, std::string(why) + ": killed");
    process_->kill();
    return true;
}

void ChildSlot::look() {
    if (!process_) {
        return;
    }
    if (const auto how = process_->reap()) {
        end(*how);
    }
}

void ChildSlot::tick() {
    relay_.tick(surroundings_.clock.now());
    log_watch_.resume();
}

void ChildSlot::read_log() {
    switch (relay_.read(log_.get(), surroundings_.clock.now())) {
        case LogRelay::Outcome::kWait:
            break;
        case LogRelay::Outcome::kTired:
            log_watch_.pause();
            break;
        case LogRelay::Outcome::kEnded:
            log_watch_.stop();
            break;
    }
}

void ChildSlot::end(const ChildEnd& how) {
    read_log();
    relay_.finish();
    end_watch_.stop();
    log_watch_.stop();
    log_.reset();
    process_.reset();
    if (end_expected_) {
        due_ = surroundings_.clock.now();
    } else {
        due_ = policy_.ended(surroundings_.clock.now());
        surroundings_.log.write('W', label_, to_text(how));
    }
    ended_();
}

std::string to_text(const ChildEnd& end) {
    if (!end.signalled) {
        return "ended with status " + std::to_string(end.code);
    }
    const char* name = ::sigabbrev_np(end.code);
    return "was killed by " + (name != nullptr ? "SIG" + std::string(name) : std::to_string(end.code));
}

}  // namespace cordon::supervisor
