// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "gateway/base/checked_math.hpp"
#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::boundary {

// What a ring looks like in memory. Nothing in it says how large anything is: both sides compute that from
// the launch record.
//
//   RingHeader | slot 0: SlotHeader, Y, U, V | slot 1 | ... | slot kRingSlots - 1
//
// A frame lies in the slot that bears its number, whichever that is: nothing in a ring says where to look.
// Numbers begin at 1; 0 means "no frame yet".

// The newest frames, which the writer leaves alone.
inline constexpr std::uint32_t kReadableFrames = 7;
// Slots a codec may hold at once, to draw in and to refer to, whether they are among the newest or not.
inline constexpr std::uint32_t kMostLent = 8;
// One more, for a picture that is not drawn by the codec.
inline constexpr std::uint32_t kRingSlots = kReadableFrames + kMostLent + 1;

// A field that two processes share. Address-free, hence valid across mappings.
using SharedWord = std::atomic<std::uint64_t>;
static_assert(SharedWord::is_always_lock_free && sizeof(SharedWord) == sizeof(std::uint64_t));
// A word another process writes: it may be another one at the next look.
[[nodiscard]] inline std::uint64_t read_once(const SharedWord& word) {
    return word.load(std::memory_order_relaxed);
}

// What the decoder says of itself. Only the supervisor reads it, to show it; never the publisher.
struct DecoderStatus {
    SharedWord access_units;  // taken from the channel
    SharedWord frames;        // put into the ring
    SharedWord damaged;       // access units or pictures the codec called broken
    SharedWord dropped;       // pictures withheld: pre-roll, over the limits
    SharedWord camera_width;  // pixels, of the last picture, before scaling
    SharedWord camera_height;
    SharedWord camera_colours;  // Colours it would have to be pinned to, 0 before the first picture
};

struct alignas(64) RingHeader {
    SharedWord latest;  // number of the newest whole frame
    std::byte padding[56];
    DecoderStatus decoder;
};
static_assert(sizeof(RingHeader) == 128);

// What a slot's sequence word says of frame n once it is whole; odd words are of a picture under way.
[[nodiscard]] constexpr std::uint64_t whole_frame(std::uint64_t number) {
    return 2 * number + 2;
}
inline constexpr std::uint64_t kUnderWay = 1;

struct alignas(64) SlotHeader {
    SharedWord sequence;
    SharedWord
        origin_ns;  // CLOCK_MONOTONIC when the picture's last packet came; for measuring only, never trusted
    SharedWord repeats;  // 1: the same picture as the frame before, so nobody need look at it
    std::byte padding[40];
};
static_assert(sizeof(SlotHeader) == 64);

inline constexpr std::uint32_t kBlockRows = 32;

// Where a slot's planes begin, in bytes from its first pixel, and behind them where they end. Rows are as far
// apart as in a private frame (FrameGeometry), but there are more of them: a codec that draws into a slot
// fills whole blocks, of two fields in H.264, and reads two rows further.
[[nodiscard]] inline std::array<std::size_t, 4> slot_planes(const FrameGeometry& geometry) {
    constexpr std::uint32_t kReadBeyond = 2;
    const std::size_t rows = base::align_up(geometry.height(), kBlockRows);
    const std::size_t luma = (rows + kReadBeyond) * geometry.luma_stride();
    const std::size_t chroma = (rows / 2 + kReadBeyond) * geometry.chroma_stride();
    return {0, luma, luma + chroma, luma + 2 * chroma};
}

// Whether a picture as large as the codec stores it can be drawn in a slot.
[[nodiscard]] inline bool holds_coded_picture(const FrameGeometry& geometry, std::uint32_t width,
                                              std::uint32_t height) {
    constexpr std::uint32_t kBlock = 16;
    return base::align_up(width, kBlock) <= geometry.luma_stride() &&
           height <= base::align_up(geometry.height(), kBlockRows);
}

// Byte places in a ring of this geometry.
[[nodiscard]] inline std::size_t slot_bytes(const FrameGeometry& geometry) {
    return sizeof(SlotHeader) + slot_planes(geometry).back();
}
[[nodiscard]] inline std::size_t slot_offset(const FrameGeometry& geometry, std::uint32_t slot) {
    return sizeof(RingHeader) + slot * slot_bytes(geometry);
}
[[nodiscard]] inline std::size_t ring_bytes(const FrameGeometry& geometry) {
    return sizeof(RingHeader) + kRingSlots * slot_bytes(geometry);
}

}  // namespace cordon::boundary
