// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/cadence.hpp"

#include <algorithm>

namespace cordon::trusted::publish {
namespace {

using std::chrono::milliseconds;

constexpr int kSurprisesToRelearn = 3;
constexpr Cadence::Duration kShortestSilence = milliseconds(700);
// A camera that misses so many frames is silent.
constexpr int kIntervalsOfSilence = 3;
constexpr Cadence::Duration kLongestInterval = std::chrono::seconds(10);
// A rhythm less even than this is not worth predicting.
constexpr Cadence::Duration kWorstJitter = milliseconds(4);
constexpr Cadence::Duration kLateForSilence = std::chrono::seconds(1);

}  // namespace

base::MonotonicTime Cadence::on_frame(base::MonotonicTime seen) {
    const Duration since_last = seen - last_seen_;
    const bool first = !seen_any_;
    seen_any_ = true;
    last_seen_ = seen;
    if (first) {
        return seen;
    }
    if (interval_ == Duration::zero() || since_last < interval_ / 2 || since_last > interval_ * 3 / 2) {
        on_surprise(since_last);
        expected_ = seen + interval_;
        return seen;
    }
    surprises_ = 0;
    const Duration error = seen - expected_;
    const Duration distance = std::chrono::abs(error);
    // Half an interval out of step, what was expected says nothing of this frame.
    const base::MonotonicTime due = distance > interval_ / 2 ? seen : expected_ + error / 8;
    jitter_ += (std::min(distance, interval_ / 2) - jitter_) / 8;
    interval_ += (since_last - interval_) / 16;
    expected_ = due + interval_;
    return due;
}

// A camera that was silent does not come back slow: a long interval must be all there is, several times.
void Cadence::on_surprise(Duration since_last) {
    shortest_surprise_ = surprises_ == 0 ? since_last : std::min(since_last, shortest_surprise_);
    ++surprises_;
    const bool first_rhythm =
        interval_ == Duration::zero() && since_last * kIntervalsOfSilence <= kShortestSilence;
    if (first_rhythm || surprises_ == kSurprisesToRelearn) {
        interval_ = std::min(shortest_surprise_, kLongestInterval);
        jitter_ = kWorstJitter;
        surprises_ = 0;
    }
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
    return std::max(kShortestSilence, interval_ * kIntervalsOfSilence);
}

}  // namespace cordon::trusted::publish
