// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_writer.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "gateway/base/invariant.hpp"
#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

// Each word is stored with release: a reader that sees any of the new pixels also sees the odd sequence word
// stored before them (README.md, "Memory ordering"). On x86-64 this is a plain store.
void store_row(const std::byte* source, SharedWord* destination, std::size_t bytes) {
    const std::size_t words = bytes / sizeof(std::uint64_t);
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, source + i * sizeof(word), sizeof(word));
        destination[i].store(word, std::memory_order_release);
    }
    if (const std::size_t rest = bytes % sizeof(std::uint64_t); rest != 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, source + words * sizeof(word), rest);
        destination[words].store(word, std::memory_order_release);
    }
}

// What is seen of a plane in a slot.
struct Rows {
    std::size_t rows;
    std::size_t bytes;  // of each
    std::size_t stride;
};

Rows rows_of(const FrameGeometry& geometry, std::size_t plane) {
    if (plane == 0) {
        return {geometry.height(), geometry.width(), geometry.luma_stride()};
    }
    return {geometry.chroma_height(), geometry.chroma_width(), geometry.chroma_stride()};
}

}  // namespace

base::Result<RingWriter> RingWriter::create(int fd, const FrameGeometry& geometry) {
    CORDON_TRY_VOID(check_sealed(fd, ring_bytes(geometry)));
    CORDON_TRY(auto region,
               base::MappedRegion::create(fd, ring_bytes(geometry), base::MappedRegion::Access::kReadWrite));
    return RingWriter(std::move(region), geometry);
}

// What a dead writer was drawing is free again, and what it published stays.
RingWriter::RingWriter(base::MappedRegion region, const FrameGeometry& geometry)
    : region_(std::move(region)),
      geometry_(geometry),
      latest_(header().latest.load(std::memory_order_relaxed)) {
    for (std::uint32_t i = 0; i < kRingSlots; ++i) {
        const std::uint64_t sequence = slot(i).sequence.load(std::memory_order_relaxed);
        if (sequence != 0 && sequence % 2 == 0) {
            slots_[i].frame = sequence / 2 - 1;
        }
    }
}

std::optional<std::uint32_t> RingWriter::lend() {
    const auto lent = std::ranges::count_if(slots_, &Slot::lent);
    const auto free = first_free();
    if (lent == kMostLent || !free) {
        return std::nullopt;
    }
    slots_[*free] = {.lent = true};
    put_under_way(*free);
    return free;
}

void RingWriter::take_back(std::uint32_t number) {
    slots_[number].lent = false;
}

std::byte* RingWriter::pixels(std::uint32_t number) const {
    return reinterpret_cast<std::byte*>(&slot(number) + 1);
}

std::byte* RingWriter::canvas() {
    if (!canvas_) {
        canvas_ = slot_to_overwrite();
        put_under_way(*canvas_);
    }
    return pixels(*canvas_);
}

void RingWriter::publish(const PictureView& picture, std::uint64_t origin_ns) {
    std::optional<std::uint32_t> into = lent_slot_of(picture);
    if (!into) {
        if (picture.planes[0] != canvas()) {
            copy(picture, *canvas_);
        }
        into = std::exchange(canvas_, std::nullopt);
    }
    slot(*into).repeats.store(shows_newest(*into) ? 1 : 0, std::memory_order_release);
    const std::uint64_t number = ++latest_;
    slots_[*into].frame = number;
    slot(*into).origin_ns.store(origin_ns, std::memory_order_release);
    slot(*into).sequence.store(whole_frame(number), std::memory_order_release);
    header().latest.store(number, std::memory_order_release);
    header().decoder.frames.fetch_add(1, std::memory_order_relaxed);
}

bool RingWriter::is_readable(const Slot& slot) const {
    return slot.frame && latest_ - *slot.frame < kReadableFrames;
}

// The first, so that slots no picture was ever in cost no memory.
std::optional<std::uint32_t> RingWriter::first_free() const {
    for (std::uint32_t i = 0; i < kRingSlots; ++i) {
        if (!slots_[i].lent && canvas_ != i && !is_readable(slots_[i])) {
            return i;
        }
    }
    return std::nullopt;
}

// A free slot; none is there only where a dead writer left numbers no honest one leaves. Then any will do.
std::uint32_t RingWriter::slot_to_overwrite() const {
    if (const auto free = first_free()) {
        return *free;
    }
    const auto any = std::ranges::find(slots_, false, &Slot::lent);
    CORDON_INVARIANT(any != slots_.end(), "no more than kMostLent are lent");
    return static_cast<std::uint32_t>(any - slots_.begin());
}

// The slot that holds the picture already.
std::optional<std::uint32_t> RingWriter::lent_slot_of(const PictureView& picture) const {
    for (std::uint32_t i = 0; i < kRingSlots; ++i) {
        if (slots_[i].lent && picture.planes[0] == pixels(i)) {
            return i;
        }
    }
    return std::nullopt;
}

// Pictures that move differ in their first rows, and of one that does not both lie in a cache: the codec has
// just drawn the one after the other.
bool RingWriter::shows_newest(std::uint32_t number) const {
    const auto newest = std::ranges::find(slots_, latest_, &Slot::frame);
    if (newest == slots_.end()) {
        return false;
    }
    const std::byte* one = pixels(number);
    const std::byte* other = pixels(static_cast<std::uint32_t>(newest - slots_.begin()));
    const auto planes = slot_planes(geometry_);
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const auto [rows, bytes, stride] = rows_of(geometry_, plane);
        for (std::size_t row = 0; row < rows; ++row) {
            const std::size_t place = planes[plane] + row * stride;
            if (std::memcmp(one + place, other + place, bytes) != 0) {
                return false;
            }
        }
    }
    return true;
}

// On x86-64 a read-modify-write is a full fence, so that whatever is drawn later is seen later, with plain
// stores too.
void RingWriter::put_under_way(std::uint32_t number) {
    slot(number).sequence.exchange(kUnderWay, std::memory_order_acq_rel);
}

void RingWriter::copy(const PictureView& picture, std::uint32_t number) {
    const auto planes = slot_planes(geometry_);
    for (std::size_t plane = 0; plane < picture.planes.size(); ++plane) {
        const auto [rows, bytes, stride] = rows_of(geometry_, plane);
        for (std::size_t row = 0; row < rows; ++row) {
            store_row(picture.planes[plane] + row * picture.strides[plane],
                      reinterpret_cast<SharedWord*>(pixels(number) + planes[plane] + row * stride), bytes);
        }
    }
}

DecoderStatus& RingWriter::status() const {
    return header().decoder;
}

SlotHeader& RingWriter::slot(std::uint32_t number) const {
    return *reinterpret_cast<SlotHeader*>(region_.data() + slot_offset(geometry_, number));
}

RingHeader& RingWriter::header() const {
    return *reinterpret_cast<RingHeader*>(region_.data());
}

}  // namespace cordon::boundary
