// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace cordon::untrusted::receive {

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
