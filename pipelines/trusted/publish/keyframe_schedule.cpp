// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/keyframe_schedule.hpp"

#include <algorithm>

#include "pipelines/trusted/publish/is_apart.hpp"

namespace cordon::trusted::publish {
namespace {

// A picture is new everywhere where so much is usually unchanged, and of that so little is left.
constexpr double kUsuallyUnchanged = 0.2;
constexpr double kLeftUnchanged = 1.0 / 8;
// What counts as usual: by half in a dozen pictures.
constexpr double kWeightOfPicture = 1.0 / 16;

}  // namespace

bool KeyframeSchedule::asked_for(base::MonotonicTime now) const {
    return asked_ && is_apart(last_, now, std::min<std::chrono::nanoseconds>(kApart, interval_));
}

void KeyframeSchedule::on_picture(base::MonotonicTime at, std::span<const std::uint8_t> unchanged) {
    const auto count = std::ranges::count(unchanged, std::uint8_t{1});
    const double share = static_cast<double>(count) / static_cast<double>(unchanged.size());
    const bool new_everywhere =
        usually_unchanged_ >= kUsuallyUnchanged && share <= usually_unchanged_ * kLeftUnchanged;
    learn(share);
    if (new_everywhere) {
        renewals_apart_ = std::min<std::chrono::nanoseconds>(at - renewed_, longest_);
        renewed_ = at;
    }
}

bool KeyframeSchedule::due(base::MonotonicTime at) const {
    if (asked_for(at) || is_apart(last_, at, longest_)) {
        return true;
    }
    const bool regular = renewals_apart_ < longest_;
    const base::MonotonicTime next = renewed_ + renewals_apart_;
    if (regular && renewed_ == at && is_apart(last_, next, longest_)) {
        return true;  // the next one would be too late
    }
    const bool is_near = regular && at < next + interval_ / kLateBy && !is_apart(last_, next, longest_);
    return is_apart(last_, at, interval_) && !is_near;
}

void KeyframeSchedule::on_keyframe(base::MonotonicTime at) {
    last_ = at;
    asked_ = false;
}

void KeyframeSchedule::learn(double unchanged) {
    usually_unchanged_ += (unchanged - usually_unchanged_) * kWeightOfPicture;
}

}  // namespace cordon::trusted::publish
