// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/decoder_arena.hpp"

#include <gtest/gtest.h>

namespace cordon::boundary {
namespace {

DecoderLaunchRecord record_of(std::uint32_t width, std::uint32_t height, std::uint32_t references) {
    DecoderLaunchRecord record;
    record.width = width;
    record.height = height;
    record.largest_access_unit = 4U << 20;
    record.largest_picture = width * height;
    record.most_references = references;
    return record;
}

// 132 MB is what 1080p H.264 with 16 references in 10 bits was measured to need, 136 MB when the picture's
// size changes in between.
TEST(DecoderArena, HoldsWhatTheLargestStreamsWereMeasuredToNeed) {
    const auto bytes = decoder_arena_bytes(record_of(1920, 1080, 16));
    ASSERT_TRUE(bytes.ok());
    EXPECT_GT(bytes.value(), 136U << 20);
    EXPECT_LT(bytes.value(), 300U << 20);
}

TEST(DecoderArena, GrowsWithPicturesAndReferences) {
    const auto bytes = [](std::uint32_t width, std::uint32_t height, std::uint32_t references) {
        return decoder_arena_bytes(record_of(width, height, references)).value();
    };
    EXPECT_LT(bytes(640, 360, 4), bytes(640, 360, 16));
    EXPECT_LT(bytes(640, 360, 4), bytes(1280, 720, 4));
}

TEST(DecoderArena, RefusesWhatNoMachineShouldGive) {
    EXPECT_FALSE(decoder_arena_bytes(record_of(8192, 8192, 16 + 1)).ok());
    auto wild = record_of(640, 360, 16);
    wild.largest_picture = 0xFFFFFFFF;
    EXPECT_FALSE(decoder_arena_bytes(wild).ok());
    auto endless = record_of(640, 360, 0xFFFFFFFF);
    EXPECT_FALSE(decoder_arena_bytes(endless).ok());
}

TEST(DecoderArena, CountsTheRowsACodecAdds) {
    EXPECT_GE(largest_coded_picture(1920 * 1080), 1920U * 1088);
    EXPECT_GE(largest_coded_picture(320 * 180), 320U * 192);
    EXPECT_GE(largest_coded_picture(16 * 16), 64U * 64);
}

}  // namespace
}  // namespace cordon::boundary
