// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

constexpr std::size_t kLineWords = 8;

// What one block is made of in a plane.
struct Block {
    std::size_t words;  // across
    std::size_t rows;
};
constexpr Block kOfLuma{FrameGeometry::kMacroblockSide / sizeof(SharedWord), FrameGeometry::kMacroblockSide};
constexpr Block kOfChroma{kOfLuma.words / 2, kOfLuma.rows / 2};
constexpr std::size_t kTogether = 4;  // rows
constexpr std::size_t kMostAcross = FrameGeometry::kLargestSide / FrameGeometry::kMacroblockSide;

// Each word is loaded with acquire, so that the second look at the sequence word cannot come before any of
// them (README.md, "Memory ordering"). On x86-64 this is a plain load. Whether the words that were there
// before are the same is gathered block by block and without a branch, on words that are our own by then:
// nearly free, as the line is fetched to be written anyhow.
//
// So many rows at once, each of so many words. Meanwhile the rows behind them are asked for: those that were
// written on another processor and that the caches have let go of come in time; without it the copy took half
// as long again.
template <std::size_t kBlockWords, std::size_t kRows>
void load_rows(const SharedWord* source, std::byte* destination, std::size_t words,
               std::uint64_t* differences) {
    for (std::size_t i = 0; i < words; i += kBlockWords) {
        if (i % kLineWords == 0) {
            for (std::size_t row = 0; row < kRows; ++row) {
                const std::size_t ahead = (kRows + row) * words + i;
                __builtin_prefetch(source + ahead);
                __builtin_prefetch(destination + ahead * sizeof(std::uint64_t), 1);
            }
        }
        std::uint64_t difference = 0;
#pragma GCC unroll 8
        for (std::size_t row = 0; row < kRows; ++row) {
#pragma GCC unroll 8
            for (std::size_t j = row * words + i; j < row * words + i + kBlockWords; ++j) {
                const std::uint64_t word = source[j].load(std::memory_order_acquire);
                std::uint64_t before = 0;
                std::memcpy(&before, destination + j * sizeof(word), sizeof(word));
                difference |= before ^ word;
                std::memcpy(destination + j * sizeof(word), &word, sizeof(word));
            }
        }
        differences[i / kBlockWords] |= difference;
    }
}

// A plane of so many rows. Takes the mark in `unchanged`, where there are any, from the blocks that differ.
template <Block kBlock>
bool load_plane(const SharedWord* source, std::byte* destination, std::size_t words, std::size_t rows,
                std::span<std::uint8_t> unchanged, std::size_t across) {
    std::array<std::uint64_t, kMostAcross> differences;
    std::uint64_t difference = 0;
    for (std::size_t row = 0; row < rows; row += kBlock.rows) {
        std::fill_n(differences.begin(), words / kBlock.words, 0);
        const std::size_t end = std::min(row + kBlock.rows, rows);
        std::size_t i = row;
        for (; i + kTogether <= end; i += kTogether) {
            load_rows<kBlock.words, kTogether>(
                source + i * words, destination + i * words * sizeof(SharedWord), words, differences.data());
        }
        for (; i < end; ++i) {
            load_rows<kBlock.words, 1>(source + i * words, destination + i * words * sizeof(SharedWord),
                                       words, differences.data());
        }
        for (std::size_t block = 0; block < words / kBlock.words; ++block) {
            difference |= differences[block];
        }
        for (std::size_t block = 0; !unchanged.empty() && block < across; ++block) {
            unchanged[row / kBlock.rows * across + block] &=
                static_cast<std::uint8_t>(differences[block] == 0);
        }
    }
    return difference != 0;
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

RingReader::Reading RingReader::read(std::uint64_t number, std::span<std::byte> destination,
                                     std::span<std::uint8_t> unchanged) const {
    CORDON_INVARIANT(destination.size() == geometry_.frame_bytes(), "a frame is copied whole");
    CORDON_INVARIANT(unchanged.empty() || unchanged.size() == geometry_.macroblocks(), "one mark for each");
    Reading reading{.outcome = Outcome::kTorn};
    const SlotHeader* slot = slot_with(number);
    if (slot == nullptr) {
        return reading;
    }
    reading.origin_ns = slot->origin_ns.load(std::memory_order_acquire);
    const auto* pixels = reinterpret_cast<const std::byte*>(slot + 1);
    const auto there = slot_planes(geometry_);
    const std::array<std::size_t, 3> here{geometry_.luma_offset(), geometry_.u_offset(),
                                          geometry_.v_offset()};
    std::ranges::fill(unchanged, std::uint8_t{1});
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const auto* source = reinterpret_cast<const SharedWord*>(pixels + there[plane]);
        std::byte* into = destination.data() + here[plane];
        const std::size_t across = geometry_.macroblocks_across();
        const bool differs =
            plane == 0 ? load_plane<kOfLuma>(source, into, geometry_.luma_stride() / sizeof(SharedWord),
                                             geometry_.height(), unchanged, across)
                       : load_plane<kOfChroma>(source, into, geometry_.chroma_stride() / sizeof(SharedWord),
                                               geometry_.chroma_height(), unchanged, across);
        reading.differs = reading.differs || differs;
    }
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
