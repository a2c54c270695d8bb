// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::publish {

// Whether so long has passed since `last`; min() is "never", from which everything is apart.
[[nodiscard]] inline bool is_apart(base::MonotonicTime last, base::MonotonicTime now,
                                   std::chrono::nanoseconds distance) {
    return last == base::MonotonicTime::min() || now - last >= distance;
}

}  // namespace cordon::trusted::publish
