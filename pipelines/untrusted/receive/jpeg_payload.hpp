// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
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

// Quantization tables as a DQT segment holds them: of the image's components, those without one of their own
// share the last (section 4.2; some cameras send three).
struct JpegTables {
    struct Table {
        std::array<std::byte, 128> values{};
        std::uint8_t size = 64;  // bytes: 64, or 128 where the values are of 16 bits
    };
    std::array<Table, 3> tables;
    std::uint8_t count = 0;
};

// Of a packet's table header; nothing where they do not fit into it.
std::optional<JpegTables> read_jpeg_tables(std::span<const std::byte> bytes, std::uint8_t precision);

// The tables Q stands for, 1 to 99 (section 4.2); 0 and what is reserved count as the next that is not.
JpegTables standard_jpeg_tables(std::uint8_t quality);

}  // namespace cordon::untrusted::receive
