// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/latency_histogram.hpp"

#include <algorithm>
#include <bit>

namespace cordon::trusted::stream {
namespace {

using std::chrono::microseconds;

// Below 16 us one bucket per microsecond, from there eight per doubling.
constexpr unsigned kLinearBits = 4;
constexpr std::uint64_t kPerDoubling = 8;

std::size_t bucket_of(microseconds latency) {
    const auto value = static_cast<std::uint64_t>(latency.count());
    const auto width = static_cast<unsigned>(std::bit_width(value));
    const unsigned shift = width > kLinearBits ? width - kLinearBits : 0;
    return static_cast<std::size_t>(shift * kPerDoubling + (value >> shift));
}

microseconds upper_end(std::size_t bucket) {
    const std::uint64_t shift = bucket < 2 * kPerDoubling ? 0 : bucket / kPerDoubling - 1;
    const std::uint64_t mantissa = bucket - shift * kPerDoubling;
    return microseconds(static_cast<std::int64_t>(((mantissa + 1) << shift) - 1));
}

std::int64_t second_of(base::MonotonicTime time) {
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

LatencyHistogram::LatencyHistogram() : slices_(kWindow.count() + 1) {}

void LatencyHistogram::record(std::chrono::nanoseconds latency, base::MonotonicTime when) {
    const auto clamped = std::clamp<std::chrono::nanoseconds>(latency, std::chrono::nanoseconds(0), kLongest);
    const std::int64_t second = second_of(when);
    const std::scoped_lock lock(mutex_);
    Slice& slice = slices_[static_cast<std::size_t>(second) % slices_.size()];
    if (slice.second != second) {
        slice.second = second;
        slice.counts.fill(0);
    }
    ++slice.counts[bucket_of(std::chrono::floor<microseconds>(clamped))];
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
        cumulative_.at_most[i] += clamped <= kBounds[i] ? 1 : 0;
    }
    ++cumulative_.count;
    cumulative_.sum += clamped;
}

LatencyHistogram::Quantiles LatencyHistogram::recent(base::MonotonicTime now) const {
    std::array<std::uint64_t, kBuckets> counts{};
    Quantiles result;
    const std::int64_t newest = second_of(now);
    {
        const std::scoped_lock lock(mutex_);
        for (const Slice& slice : slices_) {
            if (slice.second < 0 || slice.second > newest || newest - slice.second > kWindow.count()) {
                continue;
            }
            for (std::size_t i = 0; i < kBuckets; ++i) {
                counts[i] += slice.counts[i];
                result.count += slice.counts[i];
            }
        }
    }
    const auto quantile = [&](std::uint64_t percent) {
        const std::uint64_t rank = std::max<std::uint64_t>((result.count * percent + 99) / 100, 1);
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < kBuckets; ++i) {
            seen += counts[i];
            if (seen >= rank) {
                return upper_end(i);
            }
        }
        return microseconds(0);
    };
    result.p50 = quantile(50);
    result.p99 = quantile(99);
    return result;
}

LatencyHistogram::Cumulative LatencyHistogram::cumulative() const {
    const std::scoped_lock lock(mutex_);
    return cumulative_;
}

}  // namespace cordon::trusted::stream
