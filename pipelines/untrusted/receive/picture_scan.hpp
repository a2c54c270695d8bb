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

// What follows the next start code; empty when there is none.
[[nodiscard]] std::span<const std::byte> after_start_code(std::span<const std::byte> bytes);

// What one access unit holds, by its NAL unit types alone.
struct PictureScan {
    bool picture = false;   // at least one coded slice
    bool keyframe = false;  // decoding may begin here: IDR (H.264); IDR, CRA, BLA (H.265); or a recovery
                            // point message, with which open groups and intra refresh mark their places
};

// Looks through an Annex B byte stream (ITU-T H.264 B.1, 7.4.1; H.265 B.1, 7.4.2). Any bytes are fine.
[[nodiscard]] PictureScan scan_picture(boundary::VideoCodec codec, std::span<const std::byte> access_unit);

}  // namespace cordon::untrusted::receive
