// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/ring_writer.hpp"

namespace cordon::untrusted::decode {

// Tells a picture that is like the one before to the last bit, as cameras show whose sensor or encoder hangs,
// from one that is not: noise alone differs. Looks at every fourth row of luma, which no burnt-in clock's
// digits fit between. One thread; no allocation.
class ChangeWatch {
public:
    explicit ChangeWatch(const boundary::FrameGeometry& geometry) : geometry_(geometry) {}

    // Whether the picture differs from the one asked about before; the first always does.
    bool differs(const boundary::PictureView& picture);

private:
    boundary::FrameGeometry geometry_;
    std::uint64_t last_ = 0;
    bool first_ = true;
};

}  // namespace cordon::untrusted::decode
