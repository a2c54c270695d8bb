// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cordon::bench {

enum class ClipCodec { kH264, kH265, kMjpeg, kMpeg4 };
[[nodiscard]] const char* name_of(ClipCodec codec);  // "H.264"

using Bytes = std::span<const std::uint8_t>;

// The NAL units of an Annex B byte stream, without their start codes, in order. They borrow from `stream`.
std::vector<Bytes> split_annex_b(Bytes stream);

// Whether the codec's pictures are made of NAL units.
[[nodiscard]] constexpr bool has_nal_units(ClipCodec codec) {
    return codec == ClipCodec::kH264 || codec == ClipCodec::kH265;
}

// What a NAL unit is, as far as a camera cares.
enum class NalKind { kVps, kSps, kPps, kDelimiter, kRandomAccess, kOther };
NalKind nal_kind(ClipCodec codec, Bytes nal);

}  // namespace cordon::bench
