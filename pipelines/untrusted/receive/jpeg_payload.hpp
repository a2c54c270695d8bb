// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace cordon::untrusted::receive {

// What stands before the image's bytes in a packet (RFC 2435 section 3.1).
struct JpegPayload {
    std::uint8_t type_specific = 0;  // 1 to 3: one field of two
    std::uint32_t offset = 0;        // of these bytes in the scan
    std::uint8_t type = 0;           // 0: 4:2:2, 1: 4:2:0; without the flag for restart markers
    std::uint8_t quality = 0;        // Q
    std::uint32_t width = 0;         // pixels, a multiple of 8; 0 where the header has no room for it
    std::uint32_t height = 0;
    std::uint16_t restart_interval = 0;  // 0: none
    std::uint8_t precision = 0;          // a bit for each table that is of 16 bits
    std::span<const std::byte> tables;   // only where Q is 128 or more and the offset 0; may be empty
    std::span<const std::byte> data;     // of the scan
};

// Nothing where the payload is too short for what it announces.
std::optional<JpegPayload> parse_jpeg_payload(std::span<const std::byte> payload);

}  // namespace cordon::untrusted::receive
