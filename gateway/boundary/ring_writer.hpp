// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gateway/base/mapped_region.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/ring_layout.hpp"

namespace cordon::boundary {

// A picture somewhere in the decoder's memory: first byte and bytes per row of Y, U and V. Borrows.
struct PictureView {
    std::array<const std::byte*, 3> planes{};
    std::array<std::size_t, 3> strides{};
};

// The untrusted end of a ring. Overwrites the oldest slot, waits for nobody, learns nothing of any reader,
// and after create() makes no system call. One thread.
class RingWriter {
public:
    // `fd` is the ring the supervisor made for this geometry; it may be closed afterwards. Numbering goes on
    // from whatever the previous decoder left.
    static base::Result<RingWriter> create(int fd, const FrameGeometry& geometry);

    // Copies a picture of exactly the pinned geometry into the next slot and makes it the newest.
    void publish(const PictureView& picture, std::uint64_t origin_ns);

    [[nodiscard]] DecoderStatus& status() const;
    [[nodiscard]] const FrameGeometry& geometry() const { return geometry_; }

private:
    RingWriter(base::MappedRegion region, const FrameGeometry& geometry);
    [[nodiscard]] RingHeader& header() const;

    base::MappedRegion region_;
    FrameGeometry geometry_;
    std::uint64_t next_frame_;
};

}  // namespace cordon::boundary
