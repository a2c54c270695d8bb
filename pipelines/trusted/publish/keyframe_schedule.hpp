// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::publish {

// Which of a camera's pictures are keyframes: one in each interval, and one soon after a viewer asked. Where
// most pictures leave many macroblocks as they were, and at regular times, no farther apart than an interval,
// comes one that leaves next to none, then that one, an interval later at most by an eighth: it is the
// camera's own keyframe, coded anew from corner to corner, and what does not change after it keeps the fine
// picture ours is (decision 0030). Pixels are all it goes by. Used as CameraEncoder is.
class KeyframeSchedule {
public:
    static constexpr std::chrono::milliseconds kApart{500};  // at least, however many viewers ask

    explicit KeyframeSchedule(std::chrono::milliseconds interval) : interval_(interval) {}

    // A viewer wants one. Any thread.
    void ask() { asked_ = true; }

    // Whether one was asked for and may be sent by now. Any thread.
    [[nodiscard]] bool asked_for(base::MonotonicTime now) const;

    // The camera's next picture is to be shown then; `unchanged` has of each macroblock 1 where it is as in
    // the picture before, or else 0.
    void on_picture(base::MonotonicTime at, std::span<const std::uint8_t> unchanged);

    // The camera's next picture is the one before again, and is not shown anew.
    void on_repeat() { learn(1); }

    // Whether what is shown then, the last picture, the same again or a card, is to be a keyframe.
    [[nodiscard]] bool due(base::MonotonicTime at) const;

    void on_keyframe(base::MonotonicTime at);

private:
    // As parts of an interval: how much longer it may be for a renewal that is waited for, and how much later
    // than expected that one may come.
    static constexpr int kLongerBy = 8;
    static constexpr int kLateBy = 16;

    void learn(double unchanged);

    const std::chrono::nanoseconds interval_;
    const std::chrono::nanoseconds longest_ = interval_ + interval_ / kLongerBy;
    std::atomic<bool> asked_{true};
    std::atomic<base::MonotonicTime> last_{base::MonotonicTime::min()};  // keyframe; min() before the first
    double usually_unchanged_ = 0;                                       // of all macroblocks
    // Renewals, pictures that leave next to nothing as it was: when the last one came, and how long after the
    // one before; longest_ where there was none or it lies farther back.
    base::MonotonicTime renewed_{};
    std::chrono::nanoseconds renewals_apart_ = longest_;
};

}  // namespace cordon::trusted::publish
