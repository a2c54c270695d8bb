// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "gateway/base/mapped_region.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/ring_layout.hpp"

namespace cordon::boundary {

// The trusted end of a ring: a read-only mapping that is polled. Everything in it is hostile. Sizes and
// places come from the geometry in the launch record; each shared word is read once; a frame that was touched
// while it was copied is reported as torn and must not be used. Never blocks, never makes a system call after
// create(). One thread.
class RingReader {
public:
    enum class Outcome {
        kNothingNew,  // no frame since the last read
        kFrame,       // `destination` holds one whole frame
        kTorn,        // the writer came by (or lied): `destination` is rubbish, the frame is lost
    };
    struct Reading {
        Outcome outcome = Outcome::kNothingNew;
        std::uint64_t lost = 0;       // frames overwritten before this reader came, at most kMostLostPerRead
        std::uint64_t origin_ns = 0;  // as the untrusted side claims it; only with kFrame
    };
    static constexpr std::uint64_t kMostLostPerRead =
        1000;  // bounds what a lying counter can add to a statistic

    // `fd` is a ring for this geometry, opened for reading; it may be closed afterwards.
    static base::Result<RingReader> create(int fd, const FrameGeometry& geometry);

    // Whether there is something to read. One relaxed load.
    [[nodiscard]] bool has_news() const;

    // Copies the oldest unread frame that is still there, geometry().frame_bytes() bytes, each read exactly
    // once.
    Reading read(std::span<std::byte> destination);

    // Leaves unread what is there now; says how many frames that were, at most kMostLostPerRead.
    std::uint64_t skip();

    [[nodiscard]] const FrameGeometry& geometry() const { return geometry_; }

private:
    RingReader(base::MappedRegion region, const FrameGeometry& geometry);
    [[nodiscard]] const RingHeader& header() const;

    base::MappedRegion region_;
    FrameGeometry geometry_;
    std::uint64_t last_read_;
};

}  // namespace cordon::boundary
