// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/picture_health.hpp"

#include <algorithm>

namespace cordon::supervisor {

void PictureHealth::sample(base::MonotonicTime now, const Counts& counts) {
    if (!samples_.empty()) {
        const Counts& last = samples_.back().counts;
        if (counts.access_units < last.access_units || counts.frames < last.frames) {
            samples_.clear();
        }
    }
    samples_.push_back({now, counts});
    // One older than the longest window stays, to be measured from.
    while (samples_.size() > 2 && now - samples_[1].time >= kFrozenAfter) {
        samples_.pop_front();
    }
}

const PictureHealth::Sample* PictureHealth::before(std::chrono::seconds age) const {
    const auto found = std::find_if(samples_.rbegin(), samples_.rend(), [&](const Sample& each) {
        return samples_.back().time - each.time >= age;
    });
    return found == samples_.rend() ? nullptr : &*found;
}

bool PictureHealth::is_frozen() const {
    const Sample* const then = before(kFrozenAfter);
    return then != nullptr && samples_.back().counts.frames - then->counts.frames >= 2 &&
           samples_.back().counts.changes == then->counts.changes;
}

bool PictureHealth::is_damaged() const {
    const Sample* const then = before(kDamageWindow);
    if (then == nullptr) {
        return false;
    }
    const std::uint64_t taken = samples_.back().counts.access_units - then->counts.access_units;
    const std::uint64_t damaged = samples_.back().counts.damaged - then->counts.damaged;
    return taken > 0 && damaged * 2 >= taken;
}

}  // namespace cordon::supervisor
