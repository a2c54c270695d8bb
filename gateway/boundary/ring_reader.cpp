// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_reader.hpp"

#include <algorithm>
#include <cstring>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

// How far ahead memory is asked for, in words: two kilobytes. Rows that were written on another processor and
// that the caches have let go of come in time; without it the copy took half as long again.
constexpr std::size_t kAhead = 256;
constexpr std::size_t kLineWords = 8;

// Each word is loaded with acquire, so that the second look at the sequence word cannot come before any of
// them (README.md, "Memory ordering"). On x86-64 this is a plain load. Whether the words that were there
// before are the same is gathered without a branch, on words that are our own by then: free, as the line is
// fetched to be written anyhow.
std::uint64_t load_words(const SharedWord* source, std::byte* destination, std::size_t bytes) {
    std::uint64_t difference = 0;
    for (std::size_t i = 0; i < bytes / sizeof(std::uint64_t); ++i) {
        if (i % kLineWords == 0) {
            __builtin_prefetch(source + i + kAhead);
            __builtin_prefetch(destination + (i + kAhead) * sizeof(std::uint64_t), 1);
        }
        const std::uint64_t word = source[i].load(std::memory_order_acquire);
        std::uint64_t before = 0;
        std::memcpy(&before, destination + i * sizeof(word), sizeof(word));
        difference |= before ^ word;
        std::memcpy(destination + i * sizeof(word), &word, sizeof(word));
    }
    return difference;
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
    const std::uint64_t within_reach = std::min<std::uint64_t>(behind, kReadableFrames);
    return {.first = latest - within_reach + 1,
            .frames = static_cast<std::uint32_t>(within_reach),
            .lost = std::min(behind - within_reach, kMostLostPerRead)};
}

bool RingReader::holds(std::uint64_t number) const {
    return slot_with(number) != nullptr;
}

bool RingReader::repeats(std::uint64_t number) const {
    const SlotHeader* slot = slot_with(number);
    return slot != nullptr && slot->repeats.load(std::memory_order_relaxed) == 1;
}

RingReader::Reading RingReader::read(std::uint64_t number, std::span<std::byte> destination) const {
    CORDON_INVARIANT(destination.size() == geometry_.frame_bytes(), "a frame is copied whole");
    Reading reading{.outcome = Outcome::kTorn};
    const SlotHeader* slot = slot_with(number);
    if (slot == nullptr) {
        return reading;
    }
    reading.origin_ns = slot->origin_ns.load(std::memory_order_acquire);
    const auto* pixels = reinterpret_cast<const std::byte*>(slot + 1);
    const auto there = slot_planes(geometry_);
    const std::array<std::size_t, 4> here{geometry_.luma_offset(), geometry_.u_offset(), geometry_.v_offset(),
                                          geometry_.frame_bytes()};
    std::uint64_t difference = 0;
    for (std::size_t plane = 0; plane < 3; ++plane) {
        difference |= load_words(reinterpret_cast<const SharedWord*>(pixels + there[plane]),
                                 destination.data() + here[plane], here[plane + 1] - here[plane]);
    }
    reading.differs = difference != 0;
    if (slot->sequence.load(std::memory_order_relaxed) == whole_frame(number)) {
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

const SlotHeader* RingReader::slot_with(std::uint64_t number) const {
    for (std::uint32_t i = 0; i < kRingSlots; ++i) {
        const auto* slot = reinterpret_cast<const SlotHeader*>(region_.data() + slot_offset(geometry_, i));
        if (slot->sequence.load(std::memory_order_acquire) == whole_frame(number)) {
            return slot;
        }
    }
    return nullptr;
}

}  // namespace cordon::boundary
