// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "gateway/base/clock.hpp"

namespace cordon::supervisor {

// Whether a camera sends just now, within half a second of its end: by a counter of its pictures that
// somebody else keeps, and how many usually come.
class SendingMeter {
public:
    static constexpr std::chrono::milliseconds kSilence{400};
    // Of a camera that sends few: as long as so many of its pictures take.
    static constexpr double kPicturesMissed = 3;

    // Call ten times a second: what came in between is all that it sees. The first call finds any camera
    // sending.
    [[nodiscard]] bool sample(base::MonotonicTime now, std::uint64_t pictures, double usual_per_second);

private:
    std::uint64_t pictures_ = 0;
    std::optional<base::MonotonicTime> newest_;
};

}  // namespace cordon::supervisor
