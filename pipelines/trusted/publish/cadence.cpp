// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/cadence.hpp"

#include <algorithm>

namespace cordon::trusted::publish {
namespace {

using std::chrono::milliseconds;

constexpr int kSurprisesToRelearn = 3;
constexpr Cadence::Duration kShortestSilence = milliseconds(800);
constexpr Cadence::Duration kLongestInterval = std::chrono::seconds(10);
// A rhythm less even than this is not worth predicting.
constexpr Cadence::Duration kWorstJitter = milliseconds(4);
constexpr Cadence::Duration kLateForSilence = std::chrono::seconds(1);

}  // namespace

void Cadence::start_over(base::MonotonicTime seen, Duration interval) {
    interval_ = std::min(interval, kLongestInterval);
    jitter_ = kWorstJitter;
    expected_ = seen + interval_;
    surprises_ = 0;
}

base::MonotonicTime Cadence::on_frame(base::MonotonicTime seen) {
    const Duration since_last = seen - last_seen_;
    const bool first = !seen_any_;
    seen_any_ = true;
    last_seen_ = seen;
    if (first) {
        return seen;
    }
    if (interval_ == Duration::zero()) {
        start_over(seen, since_last);
        return seen;
    }
    if (since_last < interval_ / 2 || since_last > interval_ * 3 / 2) {
        if (++surprises_ >= kSurprisesToRelearn) {
            start_over(seen, since_last);
        } else {
            expected_ = seen + interval_;
        }
        return seen;
    }
    surprises_ = 0;
    const Duration error = std::clamp(seen - expected_, -interval_ / 2, interval_ / 2);
    const base::MonotonicTime due = expected_ + error / 8;
    jitter_ += (std::chrono::abs(error) - jitter_) / 8;
    interval_ += (since_last - interval_) / 16;
    expected_ = due + interval_;
    return due;
}

base::MonotonicTime Cadence::next_look(base::MonotonicTime now) const {
    if (!seen_any_ || now - last_seen_ > interval_ + kLateForSilence) {
        return now + kSilent;
    }
    if (interval_ == Duration::zero() || jitter_ >= kWorstJitter) {
        return now + kCoarse;
    }
    const Duration margin = std::max(jitter_ * 2, kFine);
    if (now < expected_ - margin) {
        return expected_ - margin;
    }
    return now + (now <= expected_ + margin ? kFine : kCoarse);
}

Cadence::Duration Cadence::silence_limit() const {
    return std::max(kShortestSilence, interval_ * 3);
}

}  // namespace cordon::trusted::publish
