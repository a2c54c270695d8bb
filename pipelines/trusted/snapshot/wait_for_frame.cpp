// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/snapshot/wait_for_frame.hpp"

#include <ctime>

namespace cordon::trusted::snapshot {

base::Result<> wait_for_frame(boundary::RingReader& ring, std::span<std::byte> frame, int most_naps) {
    constexpr timespec kNap{.tv_sec = 0, .tv_nsec = 10'000'000};
    for (int naps = 0; naps < most_naps; ++naps) {
        if (ring.has_news() && ring.read(frame).outcome == boundary::RingReader::Outcome::kFrame) {
            return {};
        }
        ::nanosleep(&kNap, nullptr);
    }
    return base::Error{"no picture came"};
}

}  // namespace cordon::trusted::snapshot
