// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::stream {

// Latencies of one stream: quantiles of the last ten seconds, and since the start the cumulative buckets that
// Prometheus wants. Thread-safe; a record() costs about a hundred nanoseconds and allocates nothing.
class LatencyHistogram {
public:
    // Upper bounds of the cumulative buckets ("le"); what is above the last is only in `count`.
    static constexpr std::array<std::chrono::milliseconds, 12> kBounds{
        std::chrono::milliseconds(1),    std::chrono::milliseconds(2),    std::chrono::milliseconds(5),
        std::chrono::milliseconds(10),   std::chrono::milliseconds(20),   std::chrono::milliseconds(50),
        std::chrono::milliseconds(100),  std::chrono::milliseconds(200),  std::chrono::milliseconds(500),
        std::chrono::milliseconds(1000), std::chrono::milliseconds(2000), std::chrono::milliseconds(5000)};
    // What is longer counts as this.
    static constexpr std::chrono::microseconds kLongest{(1U << 26U) - 1};
    static constexpr std::chrono::seconds kWindow{10};

    struct Quantiles {
        std::uint64_t count = 0;
        std::chrono::microseconds p50{0};  // rounded up by at most an eighth; 0 when count is 0
        std::chrono::microseconds p99{0};
    };
    struct Cumulative {
        std::array<std::uint64_t, kBounds.size()> at_most{};  // latencies <= kBounds[i]
        std::uint64_t count = 0;
        std::chrono::nanoseconds sum{0};
    };

    LatencyHistogram();

    // A negative latency counts as none. `when` never goes back by more than a second.
    void record(std::chrono::nanoseconds latency, base::MonotonicTime when);

    // Of what was recorded in the kWindow before `now`, to the second.
    [[nodiscard]] Quantiles recent(base::MonotonicTime now) const;
    [[nodiscard]] Cumulative cumulative() const;

private:
    static constexpr std::size_t kBuckets = 200;  // eight per doubling, 1 us to kLongest
    struct Slice {
        std::int64_t second = -1;  // of the monotonic clock
        std::array<std::uint32_t, kBuckets> counts{};
    };

    mutable std::mutex mutex_;
    std::vector<Slice> slices_;  // second s in slices_[s % size]
    Cumulative cumulative_;
};

}  // namespace cordon::trusted::stream
