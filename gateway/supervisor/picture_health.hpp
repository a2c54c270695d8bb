// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

#include "gateway/base/clock.hpp"

namespace cordon::supervisor {

// Whether the pictures of one camera are worth showing, by what its decoder and the publisher count: they may
// be broken, or all the same. Counters that went back (their keeper was replaced) begin anew. One thread.
class PictureHealth {
public:
    struct Counts {
        std::uint64_t access_units = 0;  // taken by the decoder
        std::uint64_t damaged = 0;       // of those, called broken
        std::uint64_t frames = 0;        // shown, whether encoded or unchanged
        std::uint64_t changes = 0;       // pictures unlike the one before
    };
    // Longer than any camera waits between two pictures, shorter than anybody takes to notice.
    static constexpr std::chrono::seconds kFrozenAfter{15};
    static constexpr std::chrono::seconds kDamageWindow{5};

    // About once a second.
    void sample(base::MonotonicTime now, const Counts& counts);

    // Pictures came for so long, and none was unlike the others.
    [[nodiscard]] bool is_frozen() const;
    // Half of what came lately, or more, was broken.
    [[nodiscard]] bool is_damaged() const;

private:
    struct Sample {
        base::MonotonicTime time;
        Counts counts;
    };
    // The newest sample that is so old; null when there is none yet.
    [[nodiscard]] const Sample* before(std::chrono::seconds age) const;

    std::deque<Sample> samples_;
};

}  // namespace cordon::supervisor
