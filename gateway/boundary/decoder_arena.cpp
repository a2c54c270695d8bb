// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/decoder_arena.hpp"

#include <string>

#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::boundary {
namespace {

// Per pixel of a picture: two bytes of samples each 4:2:0.
constexpr std::uint64_t kSampleBytesPerPixel = 3;

// Motion vectors, block types and the like, which libavcodec keeps beside every picture: 0.6 bytes a pixel in
// H.264, 0.8 in H.265; and strides and rows rounded up.
constexpr std::uint64_t kSideBytesPerPixel = 1;

// Contexts, tables, parameter sets, the scaler's filters, and what falls between the chunks of the heap.
constexpr std::uint64_t kFixedBytes = std::uint64_t{32} << 20;

}  // namespace

std::uint64_t picture_memory_bytes(std::uint32_t largest_picture, std::uint32_t most_references) {
    return most_live_pictures(most_references) * largest_coded_picture(largest_picture) *
           kSampleBytesPerPixel;
}

base::Result<std::uint64_t> decoder_arena_bytes(const DecoderLaunchRecord& record) {
    CORDON_TRY(const auto geometry, FrameGeometry::create(record.width, record.height));
    if (record.largest_picture > kLargestPicture || record.most_references > kMostReferences) {
        return base::Error{"a decoder's limits are beyond what any camera sends"};
    }
    const std::uint64_t pictures = picture_memory_bytes(record.largest_picture, record.most_references) /
                                   kSampleBytesPerPixel * (kSampleBytesPerPixel + kSideBytesPerPixel);
    // The access unit as it was read, and as libavcodec keeps it.
    const std::uint64_t access_units = 3 * std::uint64_t{record.largest_access_unit};
    // The picture in the pinned size.
    const std::uint64_t normalized = 2 * std::uint64_t{geometry.frame_bytes()};
    const std::uint64_t bytes = pictures + access_units + normalized + kFixedBytes;
    if (bytes > kLargestArena) {
        return base::Error{"pictures of " + std::to_string(record.largest_picture) + " pixels with " +
                           std::to_string(record.most_references) +
                           " references need more memory than a decoder may have"};
    }
    return bytes;
}

}  // namespace cordon::boundary
