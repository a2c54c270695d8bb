// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipelines/untrusted/receive/jpeg_tables.hpp"

namespace cordon::untrusted::receive {

// What RFC 2435 leaves out of its packets.
struct JpegFrame {
    std::uint16_t width = 0;  // pixels
    std::uint16_t height = 0;
    bool half_rows_of_colour = false;  // 4:2:0; else 4:2:2
    bool one_field = false;            // every second row: the samples are twice as tall as wide
    std::uint16_t restart_interval = 0;
    JpegTables tables;  // at least one
};

// Everything from the start of an image to its scan, which follows (RFC 2435 appendix B; ITU-T T.81).
[[nodiscard]] std::vector<std::byte> jpeg_header(const JpegFrame& frame);

}  // namespace cordon::untrusted::receive
