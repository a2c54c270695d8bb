// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/read_budget.hpp"

#include <algorithm>

namespace cordon::untrusted::rtsp {

std::chrono::nanoseconds ReadBudget::spend(std::size_t bytes, std::size_t items, base::MonotonicTime now) {
    constexpr std::int64_t kNanoseconds = 1'000'000'000;
    const auto cost = static_cast<std::int64_t>(std::max(bytes, items * kLeast));
    paid_until_ =
        std::max(paid_until_, now) + std::chrono::nanoseconds(cost * kNanoseconds / kBytesPerSecond);
    return std::max(paid_until_ - now - kBurst, std::chrono::nanoseconds(0));
}

}  // namespace cordon::untrusted::rtsp
