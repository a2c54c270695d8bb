// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {

// SIGINT, SIGTERM and SIGHUP as something to read: all ask the gateway to end, but for SIGHUP where it was
// ignored when we started (nohup). They stay blocked in this
// process afterwards, and SIGPIPE is ignored: what nobody reads any more must not end it. Children start
// without all that.
class StopSignals {
public:
    static base::Result<StopSignals> create();

    [[nodiscard]] int fd() const { return fd_.get(); }
    // Takes one that came: which it was and who sent it, for people, as "SIGTERM from process 4711".
    std::string take();

private:
    explicit StopSignals(base::UniqueFd fd) : fd_(std::move(fd)) {}
    base::UniqueFd fd_;
};

}  // namespace cordon::supervisor
