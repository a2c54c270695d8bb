// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/security/viewers/number_viewer.hpp"

namespace cordon::tests {

// Reads for a viewer on a thread of its own until the server hangs up, and remembers every number it saw. The
// server ends before this does.
class Witness {
public:
    explicit Witness(std::unique_ptr<NumberViewer> viewer)
        : viewer_(std::move(viewer)), thread_([this] { read(); }) {}

    // Waits until it has seen `number` or a later one; false when that does not come.
    bool await(std::uint32_t number) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience,
                                 [&] { return hung_up_ || (!seen_.empty() && seen_.back() >= number); }) &&
               !seen_.empty() && seen_.back() >= number;
    }
    [[nodiscard]] bool hung_up() const {
        const std::scoped_lock lock(mutex_);
        return hung_up_;
    }
    [[nodiscard]] std::vector<std::uint32_t> seen() const {
        const std::scoped_lock lock(mutex_);
        return seen_;
    }

private:
    static constexpr std::chrono::seconds kPatience{30};

    void read() {
        while (const auto number = viewer_->next()) {
            const std::scoped_lock lock(mutex_);
            seen_.push_back(*number);
            changed_.notify_all();
        }
        const std::scoped_lock lock(mutex_);
        hung_up_ = true;
        changed_.notify_all();
    }

    std::unique_ptr<NumberViewer> viewer_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::uint32_t> seen_;
    bool hung_up_ = false;
    std::jthread thread_;
};

}  // namespace cordon::tests
