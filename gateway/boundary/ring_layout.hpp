// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::boundary {

// What a ring looks like in memory. Nothing in it says how large anything is: both sides compute that from
// the launch record.
//
//   RingHeader | slot 0: SlotHeader, pixels | slot 1 | ... | slot kRingSlots - 1
//
// Frame number n (from 1) lies in slot n % kRingSlots. 0 means "no frame yet".
inline constexpr std::uint32_t kRingSlots = 8;

// A field that two processes share. Address-free, hence valid across mappings.
using SharedWord = std::atomic<std::uint64_t>;
static_assert(SharedWord::is_always_lock_free && sizeof(SharedWord) == sizeof(std::uint64_t));

// What the decoder says of itself. Only the supervisor reads it, to show it; never the publisher.
struct DecoderStatus {
    SharedWord access_units;  // taken from the channel
    SharedWord frames;        // put into the ring
    SharedWord damaged;       // access units or pictures the codec called broken
    SharedWord dropped;       // pictures withheld: pre-roll, over the limits
    SharedWord camera_width;  // pixels, of the last picture, before scaling
    SharedWord camera_height;
};

struct alignas(64) RingHeader {
    SharedWord latest;  // number of the newest whole frame
    std::byte padding[56];
    DecoderStatus decoder;
};
static_assert(sizeof(RingHeader) == 128);

// The sequence word is 2n + 1 while frame n is being written, 2n + 2 once it is whole.
struct alignas(64) SlotHeader {
    SharedWord sequence;
    SharedWord
        origin_ns;  // CLOCK_MONOTONIC when the picture's last packet came; for measuring only, never trusted
    std::byte padding[48];
};
static_assert(sizeof(SlotHeader) == 64);

// Byte places in a ring of this geometry.
[[nodiscard]] inline std::size_t slot_bytes(const FrameGeometry& geometry) {
    return sizeof(SlotHeader) + geometry.frame_bytes();
}
[[nodiscard]] inline std::size_t slot_offset(const FrameGeometry& geometry, std::uint64_t frame_number) {
    return sizeof(RingHeader) + static_cast<std::size_t>(frame_number % kRingSlots) * slot_bytes(geometry);
}
[[nodiscard]] inline std::size_t ring_bytes(const FrameGeometry& geometry) {
    return sizeof(RingHeader) + kRingSlots * slot_bytes(geometry);
}

}  // namespace cordon::boundary
