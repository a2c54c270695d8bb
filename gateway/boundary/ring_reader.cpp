// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_reader.hpp"

#include <algorithm>
#include <cstring>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

// Each word is loaded with acquire, so that the second look at the sequence word cannot come before any of
// them (README.md, "Memory ordering"). On x86-64 this is a plain load. Whether the words that were there
// before are the same is gathered without a branch, on words that are our own by then: free, as the line is
// fetched to be written anyhow.
bool load_words(const SharedWord* source, std::byte* destination, std::size_t bytes) {
    std::uint64_t difference = 0;
    for (std::size_t i = 0; i < bytes / sizeof(std::uint64_t); ++i) {
        const std::uint64_t word = source[i].load(std::memory_order_acquire);
        std::uint64_t before = 0;
        std::memcpy(&before, destination + i * sizeof(word), sizeof(word));
        difference |= before ^ word;
        std::memcpy(destination + i * sizeof(word), &word, sizeof(word));
    }
    return difference != 0;
}

constexpr std::uint64_t whole(std::uint64_t number) {
    return 2 * number + 2;
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

std::uint64_t RingReader::latest() const {
    return header().latest.load(std::memory_order_relaxed);
}

RingReader::News RingReader::news_since(std::uint64_t seen) const {
    const std::uint64_t latest = header().latest.load(std::memory_order_acquire);
    const std::uint64_t behind = latest - seen;  // unsigned: a counter that went back is a huge lead
    // One slot is being overwritten at any time, so the oldest frame worth trying is kRingSlots - 1 back.
    const std::uint64_t within_reach = std::min<std::uint64_t>(behind, kRingSlots - 1);
    return {.first = latest - within_reach + 1,
            .frames = static_cast<std::uint32_t>(within_reach),
            .lost = std::min(behind - within_reach, kMostLostPerRead)};
}

bool RingReader::holds(std::uint64_t number) const {
    return slot_of(number).sequence.load(std::memory_order_acquire) == whole(number);
}

RingReader::Reading RingReader::read(std::uint64_t number, std::span<std::byte> destination) const {
    CORDON_INVARIANT(destination.size() == geometry_.frame_bytes(), "a frame is copied whole");
    Reading reading{.outcome = Outcome::kTorn};
    if (!holds(number)) {
        return reading;
    }
    const SlotHeader& slot = slot_of(number);
    reading.origin_ns = slot.origin_ns.load(std::memory_order_acquire);
    reading.differs = load_words(reinterpret_cast<const SharedWord*>(&slot + 1), destination.data(),
                                 geometry_.frame_bytes());
    if (slot.sequence.load(std::memory_order_relaxed) == whole(number)) {
        reading.outcome = Outcome::kFrame;
    }
    return reading;
}

RingReader::Reading RingReader::read(std::span<std::byte> destination) {
    const News news = news_since(last_read_);
    if (news.frames == 0) {
        return {};
    }
    last_read_ = news.first;
    Reading reading = read(news.first, destination);
    reading.lost = news.lost;
    return reading;
}

const RingHeader& RingReader::header() const {
    return *reinterpret_cast<const RingHeader*>(region_.data());
}

const SlotHeader& RingReader::slot_of(std::uint64_t number) const {
    return *reinterpret_cast<const SlotHeader*>(region_.data() + slot_offset(geometry_, number));
}

}  // namespace cordon::boundary
