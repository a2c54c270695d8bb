// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::publish {

// A frame that was seen in a ring, and still lies there.
struct Arrival {
    std::uint64_t number = 0;            // the ring's
    base::MonotonicTime seen{};          // for the first time
    base::MonotonicTime presentation{};  // when it is to be shown, our own clock
};

}  // namespace cordon::trusted::publish
