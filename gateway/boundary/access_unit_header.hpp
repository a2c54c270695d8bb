// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

namespace cordon::boundary {

// The codecs a decoder may be handed. The allow-list: nothing else is ever opened.
enum class VideoCodec : std::uint32_t { kH264 = 1, kH265 = 2, kMjpeg = 3, kMpeg4 = 4 };
inline constexpr std::uint32_t kVideoCodecs = 4;  // numbered from 1

// One access unit's record on the pipe from a camera's receiver to its decoder, followed by `size` bytes:
// Annex B byte stream (ITU-T H.264, H.265), one image (JPEG, ITU-T T.81), or one picture with what stands
// before it (MPEG-4 Part 2, ISO/IEC 14496-2). Fixed size, no padding; native byte order, the pipe never
// leaves the machine.
struct AccessUnitHeader {
    static constexpr std::uint32_t kMagic = 0x31554143;  // "CAU1": format and version
    static constexpr std::uint32_t kKeyframe = 1U << 0;  // decoding may begin here
    static constexpr std::uint32_t kPreroll =
        1U << 1;  // decode, but put no picture into the ring: shown before a decoder died
    static constexpr std::uint32_t kGap = 1U << 2;  // access units are missing before this one
    // The first of another session with the camera: no picture from before it may be shown or referred to.
    static constexpr std::uint32_t kNewSession = 1U << 3;
    static constexpr std::uint32_t kKnownFlags = kKeyframe | kPreroll | kGap | kNewSession;

    std::uint32_t magic = kMagic;
    std::uint32_t codec = 0;  // VideoCodec
    std::uint32_t flags = 0;
    std::uint32_t size = 0;       // bytes that follow
    std::uint64_t origin_ns = 0;  // CLOCK_MONOTONIC when the last packet of the access unit came
};
static_assert(sizeof(AccessUnitHeader) == 24 && std::has_unique_object_representations_v<AccessUnitHeader>);

// Whether the header is one a well-behaved receiver writes: anything else is Malformed, and its reader gives
// up.
[[nodiscard]] constexpr bool is_well_formed(const AccessUnitHeader& header, std::uint32_t largest) {
    const bool known_codec = header.codec >= 1 && header.codec <= kVideoCodecs;
    return header.magic == AccessUnitHeader::kMagic && known_codec &&
           (header.flags & ~AccessUnitHeader::kKnownFlags) == 0 && header.size > 0 && header.size <= largest;
}

}  // namespace cordon::boundary
