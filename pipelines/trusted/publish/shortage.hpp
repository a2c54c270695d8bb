// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::publish {

// Decides when encoding goes before decoding (decision 0022). As long as the machine can decode everything it
// should, as what is left out then is single pictures, evenly. Where less than kLeast of what the cameras
// send can be encoded, decoding whole streams that nobody gets to see is worth less than showing a part of
// them: encoding goes first, and decoders, which then fall behind, are given only the heads of their cameras'
// groups of pictures. That ends when nearly all pictures come again; now and then it is tried whether it
// still must be. One thread.
class Shortage {
public:
    static constexpr double kLeast = 0.45;
    static constexpr double kNearlyAll = 0.9;
    static constexpr std::chrono::seconds kAtLeast{4};
    static constexpr std::chrono::minutes kAtMost{5};

    // Pictures a second, of all cameras together.
    struct Pace {
        double shown = 0;
        double came = 0;   // out of the decoders
        double whole = 0;  // that come when decoders are given everything
    };
    // Call often.
    void sample(base::MonotonicTime now, const Pace& pace) {
        const auto lasted = now - since_;
        const bool is_over =
            (lasted >= kAtLeast && pace.came >= kNearlyAll * pace.whole) || lasted >= kAtMost;
        const bool is_far_behind = pace.shown < kLeast * pace.whole && pace.shown < kNearlyAll * pace.came;
        if (is_on_ ? is_over : lasted >= kSettles && is_far_behind) {
            is_on_ = !is_on_;
            since_ = now;
        }
    }
    [[nodiscard]] bool is_on() const { return is_on_; }

private:
    // For rates measured over a second to be those of after a change.
    static constexpr std::chrono::milliseconds kSettles{1100};

    bool is_on_ = false;
    base::MonotonicTime since_{};
};

}  // namespace cordon::trusted::publish
