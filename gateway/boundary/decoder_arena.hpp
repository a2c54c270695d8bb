// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/base/result.hpp"
#include "gateway/boundary/launch_record.hpp"

namespace cordon::boundary {

// The largest picture a camera may send, in pixels as the codec stores them: `largest_picture` and the rows
// and columns a codec adds to fill its last blocks (1080 rows of H.264 are 1088).
[[nodiscard]] constexpr std::uint64_t largest_coded_picture(std::uint32_t largest_picture) {
    return std::uint64_t{largest_picture} + largest_picture / 8 + 4096;
}

// How many pictures a decoder may hold at once: the references, the one being decoded, the one being shown,
// and two on their way between the lists.
[[nodiscard]] constexpr std::uint32_t most_live_pictures(std::uint32_t most_references) {
    return most_references + 4;
}

// Bytes all pictures a decoder holds at once may have: enough for most_live_pictures() of the largest size in
// 10 bits, 4:2:0.
[[nodiscard]] std::uint64_t picture_memory_bytes(std::uint32_t largest_picture,
                                                 std::uint32_t most_references);

// What DecoderLaunchRecord::arena_bytes must be for the record's other fields: the most a decoder that keeps
// to its limits can need. Address space, not memory: a page that is never written costs nothing. An Error
// when the limits ask for more than kLargestArena.
base::Result<std::uint64_t> decoder_arena_bytes(const DecoderLaunchRecord& record);

inline constexpr std::uint64_t kLargestArena = std::uint64_t{8} << 30;

}  // namespace cordon::boundary
