// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::publish {

// One camera's rhythm, learnt from when its frames were seen, so that the poller can sleep until just before
// the next one is due, and pictures are presented evenly. One thread.
class Cadence {
public:
    using Duration = std::chrono::nanoseconds;
    // How often to look: while a frame of an even rhythm is due; while one is late, or the rhythm is not
    // known, at least; while the camera is silent.
    static constexpr Duration kFine = std::chrono::microseconds(500);
    static constexpr Duration kCoarse = std::chrono::milliseconds(2);
    static constexpr Duration kSilent = std::chrono::milliseconds(4);

    // A frame was seen for the first time at `seen`; several in a row when they waited behind one another.
    // Returns when it should have come: the camera's rhythm without most of the network's and the decoder's
    // jitter. Not half an interval away from `seen`, but for a frame that is late: it, and those close behind
    // it, are due when they would have been, so that a hiccup on the way does not show in the stream's times.
    // Nothing waits for that moment; it only says when the picture is to be shown.
    base::MonotonicTime on_frame(base::MonotonicTime seen);

    // When to look next.
    [[nodiscard]] base::MonotonicTime next_look(base::MonotonicTime now) const;

    // Without a frame for so long, the last one no longer is a live picture: 0.7 s, or three intervals of a
    // camera that is known to be slower than that.
    [[nodiscard]] Duration silence_limit() const;

    // Between frames; zero while unknown.
    [[nodiscard]] Duration interval() const { return interval_; }

private:
    [[nodiscard]] base::MonotonicTime due_time(base::MonotonicTime seen, Duration since_last);
    // Whether another rhythm was learnt from it.
    bool on_surprise(Duration since_last);

    bool seen_any_ = false;
    base::MonotonicTime last_seen_{};
    base::MonotonicTime expected_{};  // the next frame
    Duration interval_{0};
    Duration jitter_{0};             // mean distance between expected and seen
    int learnt_from_ = 1;            // intervals, as far as they matter
    int surprises_ = 0;              // intervals in a row that are not the learnt one
    Duration shortest_surprise_{0};  // of these
};

}  // namespace cordon::trusted::publish
