// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "gateway/base/clock.hpp"

namespace cordon::tests {

// A clock that stands still until a test sets it. Any thread.
class HandClock final : public base::Clock {
public:
    [[nodiscard]] base::MonotonicTime now() const override { return time; }
    std::atomic<base::MonotonicTime> time{base::MonotonicTime{}};
};

}  // namespace cordon::tests
