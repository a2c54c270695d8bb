// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/stream.hpp"

#include <algorithm>
#include <numeric>

#include "gateway/base/invariant.hpp"

namespace cordon::trusted::stream {

Stream::Subscription& Stream::Subscription::operator=(Subscription&& other) noexcept {
    std::swap(stream_, other.stream_);
    std::swap(viewer_, other.viewer_);
    return *this;
}

Stream::Subscription::~Subscription() {
    if (stream_ != nullptr) {
        stream_->unsubscribe(*viewer_);
    }
}

void Stream::publish(AccessUnitPtr access_unit) {
    const std::scoped_lock lock(mutex_);
    for (Viewer* viewer : viewers_) {
        viewer->on_access_unit(access_unit);
    }
}

void Stream::set_state(PictureState state, base::MonotonicTime since) {
    const std::scoped_lock lock(mutex_);
    state_ = state;
    state_since_ = since;
    for (Viewer* viewer : viewers_) {
        viewer->on_state(state, since);
    }
}

Stream::Subscription Stream::subscribe(Viewer& viewer) {
    {
        const std::scoped_lock lock(mutex_);
        viewers_.push_back(&viewer);
        viewer.on_state(state_, state_since_);
    }
    request_keyframe();
    return {*this, viewer};
}

void Stream::unsubscribe(Viewer& viewer) {
    const std::scoped_lock lock(mutex_);
    const auto place = std::ranges::find(viewers_, &viewer);
    CORDON_INVARIANT(place != viewers_.end(), "a subscription ends once");
    viewers_.erase(place);
}

void Stream::note_sent(const AccessUnit& access_unit, base::MonotonicTime when) {
    std::uint64_t last = last_sent_number_.load(std::memory_order_relaxed);
    do {
        if (access_unit.number <= last) {
            return;
        }
    } while (!last_sent_number_.compare_exchange_weak(last, access_unit.number, std::memory_order_relaxed));
    if (access_unit.origin_ns == 0) {
        return;
    }
    // The origin is a claim of the untrusted side: it can spoil this statistic and nothing else.
    const std::uint64_t sent_ns = base::to_nanoseconds(when);
    const std::uint64_t longest = std::chrono::nanoseconds(LatencyHistogram::kLongest).count();
    const std::uint64_t latency =
        sent_ns > access_unit.origin_ns ? std::min(sent_ns - access_unit.origin_ns, longest) : 0;
    added_latency_.record(std::chrono::nanoseconds(latency), when);
}

std::size_t Stream::viewer_count() const {
    const std::scoped_lock lock(mutex_);
    return std::accumulate(viewers_.begin(), viewers_.end(), std::size_t{0},
                           [](std::size_t sum, const Viewer* viewer) { return sum + viewer->audience(); });
}

PictureState Stream::state() const {
    const std::scoped_lock lock(mutex_);
    return state_;
}

base::MonotonicTime Stream::state_since() const {
    const std::scoped_lock lock(mutex_);
    return state_since_;
}

}  // namespace cordon::trusted::stream
