// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/sending_meter.hpp"

#include <algorithm>
#include <utility>

namespace cordon::supervisor {

bool SendingMeter::sample(base::MonotonicTime now, std::uint64_t pictures, double usual_per_second) {
    if (std::exchange(pictures_, pictures) != pictures || !newest_) {
        newest_ = now;
    }
    const std::chrono::duration<double> silence = now - *newest_;
    return silence < kSilence || silence.count() * std::max(usual_per_second, 1.0) < kPicturesMissed;
}

}  // namespace cordon::supervisor
