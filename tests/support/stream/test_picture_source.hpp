// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "pipelines/trusted/stream/access_unit.hpp"

namespace cordon::tests {

// Makes real H.264 without a camera: a bright bar that moves across a gradient, one step each picture, so
// that no two pictures in a row are alike. Stands in for the ring and the encoder in tests of what serves
// streams. One thread.
class TestPictureSource {
public:
    TestPictureSource(std::uint32_t width, std::uint32_t height, std::uint32_t frames_per_second);
    ~TestPictureSource();

    // The next access unit, stamped with `now`; a keyframe when asked for, the first, and every 2 s.
    [[nodiscard]] trusted::stream::AccessUnitPtr next(base::MonotonicTime now, bool keyframe);

private:
    struct Encoder;
    void paint();

    std::uint32_t width_;
    std::uint32_t height_;
    std::uint64_t number_ = 0;
    std::vector<std::uint8_t> picture_;
    std::unique_ptr<Encoder> encoder_;
};

}  // namespace cordon::tests
