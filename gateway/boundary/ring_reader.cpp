// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_reader.hpp"

#include <algorithm>
#include <cstring>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

// Each word is loaded with acquire, so that the second look at the sequence word cannot come before any of
// them (README.md, "Memory ordering"). On x86-64 this is a plain load.
void load_words(const SharedWord* source, std::byte* destination, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes / sizeof(std::uint64_t); ++i) {
        const std::uint64_t word = source[i].load(std::memory_order_acquire);
        std::memcpy(destination + i * sizeof(word), &word, sizeof(word));
    }
}

}  // namespace

base::Result<RingReader> RingReader::create(int fd, const FrameGeometry& geometry) {
    CORDON_TRY_VOID(check_sealed(fd, ring_bytes(geometry)));
    CORDON_TRY(auto region,
               base::MappedRegion::create(fd, ring_bytes(geometry), base::MappedRegion::Access::kReadOnly));
    return RingReader(std::move(region), geometry);
}

RingReader::RingReader(base::MappedRegion region, const FrameGeometry& geometry)
    : region_(std::move(region)),
      geometry_(geometry),
      last_read_(header().latest.load(std::memory_order_relaxed)) {}

bool RingReader::has_news() const {
    return header().latest.load(std::memory_order_relaxed) != last_read_;
}

RingReader::Reading RingReader::read(std::span<std::byte> destination) {
    CORDON_INVARIANT(destination.size() == geometry_.frame_bytes(), "a frame is copied whole");
    const std::uint64_t latest = header().latest.load(std::memory_order_acquire);
    const std::uint64_t behind = latest - last_read_;  // unsigned: a counter that went back is a huge lead
    if (behind == 0) {
        return {};
    }
    Reading reading;
    // One slot is being overwritten at any time, so the oldest frame worth trying is kRingSlots - 1 back.
    const std::uint64_t within_reach = std::min<std::uint64_t>(behind, kRingSlots - 1);
    const std::uint64_t number = latest - within_reach + 1;
    reading.lost = std::min(behind - within_reach, kMostLostPerRead);
    last_read_ = number;

    const std::byte* slot = region_.data() + slot_offset(geometry_, number);
    const auto& slot_header = *reinterpret_cast<const SlotHeader*>(slot);
    const std::uint64_t whole = 2 * number + 2;
    const bool whole_before = slot_header.sequence.load(std::memory_order_acquire) == whole;
    if (whole_before) {
        reading.origin_ns = slot_header.origin_ns.load(std::memory_order_acquire);
        load_words(reinterpret_cast<const SharedWord*>(slot + sizeof(SlotHeader)), destination.data(),
                   geometry_.frame_bytes());
    }
    const bool whole_after = slot_header.sequence.load(std::memory_order_relaxed) == whole;
    reading.outcome = whole_before && whole_after ? Outcome::kFrame : Outcome::kTorn;
    return reading;
}

std::uint64_t RingReader::skip() {
    const std::uint64_t latest = header().latest.load(std::memory_order_relaxed);
    const std::uint64_t skipped = latest - last_read_;
    last_read_ = latest;
    return std::min(skipped, kMostLostPerRead);
}

const RingHeader& RingReader::header() const {
    return *reinterpret_cast<const RingHeader*>(region_.data());
}

}  // namespace cordon::boundary
