// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

// Between the NAL units of a byte stream (ITU-T H.264 B.1): 00 00 01.
inline constexpr std::array kStartCode{std::byte{0}, std::byte{0}, std::byte{1}};

// Whether the bytes begin with one, or with 00 00 00 01, and do not end there.
[[nodiscard]] bool begins_with_start_code(std::span<const std::byte> bytes);

// What follows the next start code; empty when there is none.
[[nodiscard]] std::span<const std::byte> after_start_code(std::span<const std::byte> bytes);

// Of what follows a start code, the unit: up to `rest`, which follows the next one (or is empty), and without
// the zeros at its end, of a start code of four bytes or padding.
[[nodiscard]] std::span<const std::byte> unit_before(std::span<const std::byte> bytes,
                                                     std::span<const std::byte> rest);

// The beginning of a unit's payload without its emulation prevention bytes (H.264 7.3.1, H.265 7.3.1.1): as
// much as there is room for, in `room`.
[[nodiscard]] std::span<const std::byte> raw_payload(std::span<const std::byte> payload,
                                                     std::span<std::byte> room);

// Of a NAL unit's header (H.264 7.3.1, H.265 7.3.1.2).
[[nodiscard]] constexpr std::size_t nal_header_bytes(boundary::VideoCodec codec) {
    return codec == boundary::VideoCodec::kH264 ? 1 : 2;
}

// Of a NAL unit that is not empty, without start code (H.264 7.3.1, H.265 7.3.1.2).
[[nodiscard]] unsigned nal_unit_type(boundary::VideoCodec codec, std::span<const std::byte> unit);
[[nodiscard]] bool is_slice(boundary::VideoCodec codec, std::span<const std::byte> unit);

// What one access unit holds, by its NAL unit types alone.
struct PictureScan {
    bool picture = false;   // at least one coded slice
    bool keyframe = false;  // decoding may begin here: IDR (H.264); IDR, CRA, BLA (H.265); or a recovery
                            // point message, with which open groups and intra refresh mark their places
};

// Looks through an Annex B byte stream (ITU-T H.264 B.1, 7.4.1; H.265 B.1, 7.4.2). Any bytes are fine.
[[nodiscard]] PictureScan scan_picture(boundary::VideoCodec codec, std::span<const std::byte> access_unit);

}  // namespace cordon::untrusted::receive
