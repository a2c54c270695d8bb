// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

#include "gateway/base/clock.hpp"

namespace cordon::untrusted::receive {

// Notices a camera whose session is up and whose pictures have ceased. Before the first picture packets will
// do for a while: a camera with rare keyframes may send its parameter sets with the next one only. Holds no
// timer: its owner asks when to look again. One thread.
class StallWatchdog {
public:
    // For a first picture, while packets come.
    static constexpr std::chrono::seconds kLongestWaitForPicture{30};

    explicit StallWatchdog(std::chrono::milliseconds silence_limit) : silence_limit_(silence_limit) {}

    void on_playing(base::MonotonicTime now) {
        last_life_ = now;
        waits_until_ = now + kLongestWaitForPicture;
    }
    void on_packet(base::MonotonicTime now) {
        if (last_life_ && now < waits_until_) {
            last_life_ = now;
        }
    }
    void on_picture(base::MonotonicTime now) {
        last_life_ = now;
        waits_until_ = now;
    }
    // No session: nothing is expected.
    void rest() { last_life_.reset(); }

    [[nodiscard]] bool stalled(base::MonotonicTime now) const {
        return last_life_.has_value() && now - *last_life_ >= silence_limit_;
    }
    // When stalled() can become true at the earliest; nothing while resting.
    [[nodiscard]] std::optional<base::MonotonicTime> due() const {
        return last_life_ ? std::optional(*last_life_ + silence_limit_) : std::nullopt;
    }

private:
    std::chrono::milliseconds silence_limit_;
    std::optional<base::MonotonicTime> last_life_;
    base::MonotonicTime waits_until_{};  // for the first picture
};

}  // namespace cordon::untrusted::receive
