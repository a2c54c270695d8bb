// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/cadence.hpp"

#include <algorithm>
#include <utility>

namespace cordon::trusted::publish {
namespace {

using std::chrono::milliseconds;

constexpr int kSurprisesToRelearn = 3;
// Intervals a rhythm is the mean of; a young one follows what comes more closely.
constexpr int kSteady = 16;
constexpr Cadence::Duration kShortestSilence = milliseconds(700);
// A camera that misses so many frames is silent.
constexpr int kIntervalsOfSilence = 3;
constexpr Cadence::Duration kLongestInterval = std::chrono::seconds(10);
// A rhythm less even than both, a time and a part of the interval, is not worth predicting.
constexpr Cadence::Duration kWorstJitter = milliseconds(4);
constexpr int kWorstPart = 8;
// How late a frame may be and still be taken for the one that was due.
constexpr int kLatestIntervals = 3;
constexpr Cadence::Duration kLatest = milliseconds(250);
constexpr Cadence::Duration kLateForSilence = std::chrono::seconds(1);

}  // namespace

base::MonotonicTime Cadence::on_frame(base::MonotonicTime seen) {
    const Duration since_last = seen - last_seen_;
    const bool first = !std::exchange(seen_any_, true);
    last_seen_ = seen;
    if (first) {
        return seen;
    }
    const base::MonotonicTime due = due_time(seen, since_last);
    expected_ = due + interval_;
    return due;
}

base::MonotonicTime Cadence::due_time(base::MonotonicTime seen, Duration since_last) {
    const Duration half = interval_ / 2;
    const Duration error = seen - expected_;
    const bool in_rhythm =
        interval_ != Duration::zero() && since_last >= half && since_last <= interval_ * 3 / 2;
    if (in_rhythm) {
        surprises_ = 0;
        jitter_ += (std::min(std::chrono::abs(error), half) - jitter_) / 8;
        learnt_from_ = std::min(learnt_from_ + 1, kSteady);
        interval_ += (since_last - interval_) / learnt_from_;
    }
    // Out of rhythm, a frame may be one that was due a while ago; the next ones then come close behind it.
    const Duration latest = std::max(half, std::min(kLatestIntervals * interval_, kLatest));
    const bool was_due = error >= -half && error <= latest;
    const bool catches_up = since_last == Duration::zero() || (since_last < half && was_due);
    if (!in_rhythm && !catches_up && on_surprise(since_last)) {
        return seen;
    }
    if (interval_ == Duration::zero() || (!in_rhythm && !was_due)) {
        return seen;
    }
    // In rhythm what is beyond half an interval is believed, the rest mostly evened out.
    const Duration jitter = std::clamp(error, -half, half);
    return expected_ + jitter / std::min(learnt_from_, kSteady / 2) +
           (in_rhythm ? error - jitter : Duration::zero());
}

// A camera that was silent does not come back slow: a long interval must be all there is, several times.
bool Cadence::on_surprise(Duration since_last) {
    shortest_surprise_ = surprises_ == 0 ? since_last : std::min(since_last, shortest_surprise_);
    ++surprises_;
    const bool first_rhythm =
        interval_ == Duration::zero() && since_last * kIntervalsOfSilence <= kShortestSilence;
    const bool relearnt = first_rhythm || surprises_ == kSurprisesToRelearn;
    if (relearnt) {
        interval_ = std::min(shortest_surprise_, kLongestInterval);
        jitter_ = kWorstJitter;
        learnt_from_ = 1;
        surprises_ = 0;
    }
    return relearnt;
}

base::MonotonicTime Cadence::next_look(base::MonotonicTime now) const {
    if (!seen_any_ || now - last_seen_ > interval_ + kLateForSilence) {
        return now + kSilent;
    }
    if (interval_ == Duration::zero() || jitter_ >= std::max(kWorstJitter, interval_ / kWorstPart)) {
        return now + kCoarse;
    }
    const Duration margin = std::max(jitter_ * 2, kFine);
    if (now < expected_ - margin) {
        return expected_ - margin;
    }
    // Looking more finely than the frames themselves are spread wins little of their delay.
    const Duration step = std::clamp(jitter_ / 2, kFine, kCoarse);
    return now + (now <= expected_ + margin ? step : kCoarse);
}

Cadence::Duration Cadence::silence_limit() const {
    return std::max(kShortestSilence, interval_ * kIntervalsOfSilence);
}

}  // namespace cordon::trusted::publish
