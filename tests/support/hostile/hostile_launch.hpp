// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/base/mapped_region.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/supervisor/child_process.hpp"
#include "tests/support/hostile/hostile_page.hpp"
#include "tests/support/hostile/ordinary_user.hpp"

namespace cordon::hostile {

// What a test asks of a hostile program.
struct Order {
    std::string program;  // file name, beside the test
    std::string attack;
    std::int64_t argument = 0;
    supervisor::NetworkPlace network = {};
    bool ring = false;  // whether it gets one, read-only, as kRingFd; its starter made it and owns it
    std::vector<supervisor::InheritedDescriptor> more = {};
};

// How it went.
struct Outcome {
    std::string start_error = {};  // not empty: the program did not start
    Stage stage = Stage::kStarted;
    std::int64_t result = 0;
    supervisor::ChildEnd end = {};
    std::string log = {};

    // The attack came back with something.
    [[nodiscard]] bool succeeded() const;
    // The attack came back with this errno.
    [[nodiscard]] bool refused_with(int error_number) const;
    // The confined program died of this signal in the middle of its attack.
    [[nodiscard]] bool killed_by(int signal) const;
    // All of it, for a failing test.
    [[nodiscard]] std::string describe() const;
};

// A hostile program that runs.
class HostileChild {
public:
    static base::Result<HostileChild> start(const Order& order);

    [[nodiscard]] supervisor::ChildProcess& process() { return process_; }
    // Waits until it has begun its attack or ended, for 20 s at most; whether it has begun.
    bool wait_for_attack();
    // The next bytes of its log; waits for them for 20 s at most.
    std::string read_log();
    // Waits until it ended, for 20 s at most; kills it then.
    Outcome wait();

private:
    HostileChild(supervisor::ChildProcess process, base::MappedRegion page, base::UniqueFd log)
        : process_(std::move(process)), page_(std::move(page)), log_(std::move(log)) {}

    supervisor::ChildProcess process_;
    base::MappedRegion page_;
    base::UniqueFd log_;
};

// Starts it as `starter`, and waits for its end. Confined programs become a user of their own where the
// starter has privilege.
Outcome run_hostile(const Order& order, Starter starter = Starter::kWhoWeAre);

// The path of a program beside this one.
std::string beside_this_program(const std::string& name);

}  // namespace cordon::hostile
