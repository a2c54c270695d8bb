// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "gateway/base/clock.hpp"

namespace cordon::trusted::stream {

// One picture as Cordon encoded it: H.264 Annex B byte stream (ITU-T H.264), in-band SPS and PPS before every
// keyframe, no B-frames. Made once, shared by all viewers of all protocols, never changed.
struct AccessUnit {
    std::vector<std::byte> bytes;
    bool keyframe = false;
    std::uint64_t number = 0;            // of this stream, from 1, without gaps
    base::MonotonicTime presentation{};  // Cordon's own clock; strictly increasing within a stream
    std::uint64_t origin_ns =
        0;  // claimed time the last packet of the picture came; only for measuring; 0: none
};
using AccessUnitPtr = std::shared_ptr<const AccessUnit>;

}  // namespace cordon::trusted::stream
