// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

#include "gateway/base/clock.hpp"

namespace cordon::supervisor {

// When a child that ended is started again. The first time at once, almost; twice as late each time after
// that, up to kLongestDelay, while its lives are short: shorter than kLivesPerDelay times the delay before
// them, so that a child that keeps dying is dead most of the time and costs the others nothing. One that dies
// now and then is back at once each time, and one that was well for kHealthyAfter has a clean slate.
class RestartPolicy {
public:
    static constexpr std::chrono::milliseconds kFirstDelay{50};
    static constexpr std::chrono::milliseconds kLongestDelay{10'000};
    static constexpr std::chrono::seconds kHealthyAfter{30};
    static constexpr int kLivesPerDelay = 10;

    void started(base::MonotonicTime now) { started_at_ = now; }
    // When to start the next one.
    base::MonotonicTime ended(base::MonotonicTime now);

private:
    base::MonotonicTime started_at_;
    std::optional<std::chrono::milliseconds> delay_;  // before the life that ended last
};

}  // namespace cordon::supervisor
