// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "bench/camera_sim/nal_units.hpp"
#include "gateway/base/result.hpp"

namespace cordon::bench {

// A JPEG image as RFC 2435 sends it: its headers read, its scan as it is. Borrows from the image.
struct JpegImage {
    std::uint16_t width = 0;  // pixels
    std::uint16_t height = 0;
    bool half_rows_of_colour = false;    // 4:2:0; else 4:2:2
    std::uint16_t restart_interval = 0;  // 0: none
    std::vector<Bytes> tables;           // for quantization, 64 bytes each, in zigzag order
    Bytes scan;
};

// An Error for an image that RFC 2435 cannot send, which says why: one that is not baseline, of another
// sampling, with Huffman tables of its own, or with quantization tables of 16 bits.
base::Result<JpegImage> read_jpeg(Bytes image);

// Its payloads, none larger than `largest` bytes: headers of RFC 2435 section 3.1 and a part of the scan. The
// quantization tables go with each image, but for those the standard's formula gives for some quality, which
// is then all that is sent (section 4.2). Sides over 2040 are 0 in the header.
std::vector<std::vector<std::uint8_t>> jpeg_payloads(const JpegImage& image, std::size_t largest);

}  // namespace cordon::bench
