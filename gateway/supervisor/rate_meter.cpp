// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/rate_meter.hpp"

#include <chrono>

namespace cordon::supervisor {

void RateMeter::sample(base::MonotonicTime now, std::uint64_t count) {
    if (!samples_.empty() && count < samples_.back().count) {
        samples_.clear();
    }
    samples_.push_back({now, count});
    if (samples_.size() > kSamples) {
        samples_.pop_front();
    }
}

double RateMeter::per_second() const {
    if (samples_.size() < 2) {
        return 0;
    }
    const std::chrono::duration<double> time = samples_.back().time - samples_.front().time;
    const auto grown = static_cast<double>(samples_.back().count - samples_.front().count);
    return time.count() > 0 ? grown / time.count() : 0;
}

}  // namespace cordon::supervisor
