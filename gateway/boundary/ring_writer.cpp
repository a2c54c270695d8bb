// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_writer.hpp"

#include <cstring>

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

}  // namespace

base::Result<RingWriter> RingWriter::create(int fd, const FrameGeometry& geometry) {
    CORDON_TRY_VOID(check_sealed(fd, ring_bytes(geometry)));
    CORDON_TRY(auto region,
               base::MappedRegion::create(fd, ring_bytes(geometry), base::MappedRegion::Access::kReadWrite));
    return RingWriter(std::move(region), geometry);
}

RingWriter::RingWriter(base::MappedRegion region, const FrameGeometry& geometry)
    : region_(std::move(region)),
      geometry_(geometry),
      next_frame_(header().latest.load(std::memory_order_relaxed) + 1) {}

void RingWriter::publish(const PictureView& picture, std::uint64_t origin_ns) {
    const std::uint64_t number = next_frame_++;
    std::byte* slot = region_.data() + slot_offset(geometry_, number);
    auto& slot_header = *reinterpret_cast<SlotHeader*>(slot);
    std::byte* pixels = slot + sizeof(SlotHeader);

    slot_header.sequence.store(2 * number + 1, std::memory_order_relaxed);
    slot_header.origin_ns.store(origin_ns, std::memory_order_release);
    const std::array<std::size_t, 3> offsets{geometry_.luma_offset(), geometry_.u_offset(),
                                             geometry_.v_offset()};
    for (std::size_t plane = 0; plane < offsets.size(); ++plane) {
        const bool luma = plane == 0;
        const std::uint32_t rows = luma ? geometry_.height() : geometry_.chroma_height();
        const std::uint32_t bytes = luma ? geometry_.width() : geometry_.chroma_width();
        const std::size_t stride = luma ? geometry_.luma_stride() : geometry_.chroma_stride();
        for (std::uint32_t row = 0; row < rows; ++row) {
            store_row(picture.planes[plane] + row * picture.strides[plane],
                      reinterpret_cast<SharedWord*>(pixels + offsets[plane] + row * stride), bytes);
        }
    }
    slot_header.sequence.store(2 * number + 2, std::memory_order_release);
    header().latest.store(number, std::memory_order_release);
    header().decoder.frames.fetch_add(1, std::memory_order_relaxed);
}

DecoderStatus& RingWriter::status() const {
    return header().decoder;
}

RingHeader& RingWriter::header() const {
    return *reinterpret_cast<RingHeader*>(region_.data());
}

}  // namespace cordon::boundary
