// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/boundary/status_page.hpp"
#include "gateway/supervisor/camera_slot.hpp"
#include "gateway/supervisor/child_slot.hpp"
#include "gateway/supervisor/launch_plan.hpp"
#include "gateway/supervisor/standstill.hpp"

namespace cordon::supervisor {

// The one publisher, with every ring. The rings outlive it: a new one goes on with what is in them.
class PublisherSlot {
public:
    // `plan` is borrowed. `rings` is asked at each start: read-only descriptors, by camera.
    PublisherSlot(const Surroundings& surroundings, const LaunchPlan& plan,
                  std::function<std::vector<int>()> rings);

    base::Result<> start();
    // Starts it when it is due.
    void act();
    [[nodiscard]] std::optional<base::MonotonicTime> due() const;

    // About once a second: one that stands still is replaced.
    void tick();

    // Its ports are open.
    [[nodiscard]] bool is_ready() const;
    // starting, ready, hanging or restarting
    [[nodiscard]] std::string state() const;
    // What it says of a camera; all zero before the first start.
    [[nodiscard]] Published camera(std::size_t number) const;
    [[nodiscard]] ChildSlot& child() { return child_; }
    [[nodiscard]] const ChildSlot& child() const { return child_; }
    void stop_replacing() { replacing_ = false; }

private:
    base::Result<> launch();
    [[nodiscard]] bool is_hanging() const;

    Surroundings surroundings_;
    const LaunchPlan& plan_;
    std::function<std::vector<int>()> rings_;
    bool replacing_ = true;
    std::optional<boundary::StatusPage<boundary::PublisherStatus>> page_;
    std::unique_ptr<boundary::PublisherStatus> nothing_;  // shown before the first page
    Standstill polling_;
    ChildSlot child_;
};

}  // namespace cordon::supervisor
