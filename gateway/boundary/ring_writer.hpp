// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "gateway/base/mapped_region.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/ring_layout.hpp"

namespace cordon::boundary {

// A picture somewhere in the decoder's memory: first byte and bytes per row of Y, U and V. Borrows.
struct PictureView {
    std::array<const std::byte*, 3> planes{};
    std::array<std::size_t, 3> strides{};
};

// The untrusted end of a ring. Overwrites what is older than the newest kReadableFrames, waits for nobody,
// learns nothing of any reader, and after create() makes no system call. One thread.
class RingWriter {
public:
    // `fd` is the ring the supervisor made for this geometry; it may be closed afterwards. Numbering goes on
    // from whatever the previous decoder left.
    static base::Result<RingWriter> create(int fd, const FrameGeometry& geometry);

    // A slot to draw a picture in, so that publish() need not copy it: it stays as it is, also once it was
    // published, until it is taken back. Nothing when kMostLent are.
    std::optional<std::uint32_t> lend();
    void take_back(std::uint32_t slot);

    // Where to draw: a slot's first pixel; planes and strides as slot_planes() and geometry() say.
    [[nodiscard]] std::byte* pixels(std::uint32_t slot) const;

    // Where to draw a picture that is published next, laid out alike. There is one, and always one.
    [[nodiscard]] std::byte* canvas();

    // Makes a picture of exactly the pinned geometry the newest: where it was drawn in a lent slot or on the
    // canvas there, otherwise by a copy onto the canvas. Says beside it whether it is the newest again.
    void publish(const PictureView& picture, std::uint64_t origin_ns);

    [[nodiscard]] DecoderStatus& status() const;
    [[nodiscard]] const FrameGeometry& geometry() const { return geometry_; }

private:
    struct Slot {
        std::optional<std::uint64_t> frame{};  // its number, once it is whole
        bool lent = false;
    };
    RingWriter(base::MappedRegion region, const FrameGeometry& geometry);
    [[nodiscard]] bool is_readable(const Slot& slot) const;
    [[nodiscard]] std::optional<std::uint32_t> first_free() const;
    [[nodiscard]] std::uint32_t slot_to_overwrite() const;
    [[nodiscard]] std::optional<std::uint32_t> lent_slot_of(const PictureView& picture) const;
    [[nodiscard]] bool shows_newest(std::uint32_t number) const;
    void put_under_way(std::uint32_t number);
    void copy(const PictureView& picture, std::uint32_t number);
    [[nodiscard]] SlotHeader& slot(std::uint32_t number) const;
    [[nodiscard]] RingHeader& header() const;

    base::MappedRegion region_;
    FrameGeometry geometry_;
    std::uint64_t latest_;
    std::array<Slot, kRingSlots> slots_{};
    std::optional<std::uint32_t> canvas_;  // its slot, from when it was asked for until it is published
};

}  // namespace cordon::boundary
