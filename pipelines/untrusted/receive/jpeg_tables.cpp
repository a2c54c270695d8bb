// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/jpeg_tables.hpp"

#include <algorithm>

namespace cordon::untrusted::receive {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kTableValues = 64;

// ITU-T T.81, tables K.1 and K.2, row by row.
constexpr std::array<std::uint8_t, kTableValues> kLuma{
    16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
    69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
    81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99};
constexpr std::array<std::uint8_t, kTableValues> kChroma{
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99,
    99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};
// The order in which a DQT segment has them (ITU-T T.81, figure A.6).
constexpr std::array<std::uint8_t, kTableValues> kZigZag{
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

JpegTables::Table scaled(const std::array<std::uint8_t, kTableValues>& base, int percent) {
    JpegTables::Table table;
    for (std::size_t i = 0; i < kTableValues; ++i) {
        table.values[i] = static_cast<std::byte>(std::clamp((base[kZigZag[i]] * percent + 50) / 100, 1, 255));
    }
    return table;
}

}  // namespace

std::optional<JpegTables> read_jpeg_tables(Bytes bytes, std::uint8_t precision) {
    JpegTables read;
    for (JpegTables::Table& table : read.tables) {
        const bool wide = (precision >> read.count & 1U) != 0;
        table.size = static_cast<std::uint8_t>(wide ? 2 * kTableValues : kTableValues);
        if (bytes.size() < table.size) {
            break;
        }
        std::ranges::copy(bytes.first(table.size), table.values.begin());
        bytes = bytes.subspan(table.size);
        read.count += 1;
    }
    return read.count > 0 ? std::optional(read) : std::nullopt;
}

JpegTables standard_jpeg_tables(std::uint8_t quality) {
    const int factor = std::clamp<int>(quality, 1, 99);
    const int percent = factor < 50 ? 5000 / factor : 200 - factor * 2;
    JpegTables made;
    made.tables[0] = scaled(kLuma, percent);
    made.tables[1] = scaled(kChroma, percent);
    made.count = 2;
    return made;
}

}  // namespace cordon::untrusted::receive
