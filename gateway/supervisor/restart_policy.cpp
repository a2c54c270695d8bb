// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/restart_policy.hpp"

#include <algorithm>

namespace cordon::supervisor {

base::MonotonicTime RestartPolicy::ended(base::MonotonicTime now) {
    const auto lived = now - started_at_;
    if (!delay_ || lived >= kHealthyAfter) {
        delay_ = kFirstDelay;
    } else if (lived < kLivesPerDelay * *delay_) {
        delay_ = std::min(2 * *delay_, kLongestDelay);
    }
    return now + *delay_;
}

}  // namespace cordon::supervisor
