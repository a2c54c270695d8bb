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
// create(). What is const may be called on any thread; each destination by one at a time.
class RingReader {
public:
    enum class Outcome {
        kNothingNew,  // no frame since the last read
        kFrame,       // `destination` holds one whole frame
        kTorn,        // the writer came by (or lied): `destination` is rubbish, the frame is lost
    };
    struct Reading {
        Outcome outcome = Outcome::kNothingNew;
        bool differs = false;         // whether `destination` held other bytes before; only with kFrame
        std::uint64_t lost = 0;       // frames overwritten before this reader came, at most kMostLostPerRead
        std::uint64_t origin_ns = 0;  // as the untrusted side claims it; only with kFrame
    };
    // Frames that came after one that was seen: numbers `first` and on, `frames` of them, kReadableFrames
    // at most; `lost` more, kMostLostPerRead at most, were overwritten before anybody looked.
    struct News {
        std::uint64_t first = 0;
        std::uint32_t frames = 0;
        std::uint64_t lost = 0;
    };
    static constexpr std::uint64_t kMostLostPerRead =
        1000;  // bounds what a lying counter can add to a statistic

    // `fd` is a ring for this geometry, opened for reading; it may be closed afterwards.
    static base::Result<RingReader> create(int fd, const FrameGeometry& geometry);

    // --- for who takes frames by number

    // The newest frame's number. One relaxed load.
    [[nodiscard]] std::uint64_t latest() const;

    // What has come since frame `seen`; the newest of it is seen.first + frames - 1.
    [[nodiscard]] News news_since(std::uint64_t seen) const;

    // Whether frame `number` is there and whole; its writer may come by the moment after.
    [[nodiscard]] bool holds(std::uint64_t number) const;

    // Whether frame `number` is there and, as its writer says, the frame before it again: it could as well
    // have drawn the same again.
    [[nodiscard]] bool repeats(std::uint64_t number) const;

    // Copies frame `number` over what `destination` holds, geometry().frame_bytes() bytes, each read exactly
    // once, and says whether it was the same already; of each macroblock too, 1 for the same and 0, row by
    // row, in `unchanged`: geometry().macroblocks() marks, or none. Never kNothingNew: a frame that is gone
    // is torn.
    Reading read(std::uint64_t number, std::span<std::byte> destination,
                 std::span<std::uint8_t> unchanged = {}) const;

    // --- for who takes each in turn

    // Whether there is something to read. One relaxed load.
    [[nodiscard]] bool has_news() const { return latest() != last_read_; }

    // Copies the oldest unread frame that is still there, as above.
    Reading read(std::span<std::byte> destination);

    [[nodiscard]] const FrameGeometry& geometry() const { return geometry_; }

private:
    RingReader(base::MappedRegion region, const FrameGeometry& geometry);
    [[nodiscard]] const RingHeader& header() const;
    // The slot that bears the number of a whole frame; none when no slot does.
    [[nodiscard]] const SlotHeader* slot_with(std::uint64_t number) const;

    base::MappedRegion region_;
    FrameGeometry geometry_;
    std::uint64_t last_read_;
};

}  // namespace cordon::boundary
