// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/shortfall_meter.hpp"

#include <algorithm>

namespace cordon::base {

void ShortfallMeter::sample(MonotonicTime now, std::uint64_t done, std::uint64_t passed_over) {
    if (begun_ && (done < done_ || passed_over < passed_over_)) {
        *this = {};
    }
    const std::chrono::duration<double> window = now - since_;
    if (begun_ && window < std::chrono::seconds(1)) {
        return;
    }
    if (begun_) {
        const std::uint64_t more_done = done - done_;
        const std::uint64_t more_passed_over = passed_over - passed_over_;
        const std::uint64_t came = more_done + more_passed_over;
        // One piece alone tells nothing, however few come.
        const bool is_short = more_passed_over > 1 && more_passed_over * kOneIn > came;
        short_seconds_ = is_short ? std::min(short_seconds_ + 1, kSecondsToTell) : 0;
        std::rotate(seconds_.begin(), seconds_.end() - 1, seconds_.end());
        seconds_.front() = {.done = static_cast<double>(more_done) / window.count(),
                            .came = static_cast<double>(came) / window.count()};
        seen_ = std::min(seen_ + 1, kRemembered);
    }
    begun_ = true;
    since_ = now;
    done_ = done;
    passed_over_ = passed_over;
}

double ShortfallMeter::mean_of(double Second::*rate) const {
    double sum = 0;
    for (std::size_t i = 0; i < seen_; ++i) {
        sum += seconds_.at(i).*rate;
    }
    return seen_ == 0 ? 0 : sum / static_cast<double>(seen_);
}

}  // namespace cordon::base
