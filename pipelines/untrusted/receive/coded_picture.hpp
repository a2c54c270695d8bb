// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

// One picture of the camera's, still coded: hostile bytes, bounded in size and nothing else.
struct CodedPicture {
    boundary::VideoCodec codec = boundary::VideoCodec::kH264;
    std::span<const std::byte> bytes;  // as AccessUnitHeader says; valid during the call it comes with
    base::MonotonicTime origin;        // when the last packet of it came
    bool keyframe = false;             // with its parameter sets
    bool gap = false;                  // packets are missing before it
};

}  // namespace cordon::untrusted::receive
