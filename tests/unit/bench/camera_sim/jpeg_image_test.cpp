// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/jpeg_image.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::byte> image(int width, int height, const std::string& format = "yuvj420p",
                             const std::string& options = "huffman=default") {
    return tests::encode({.codec = boundary::VideoCodec::kMjpeg,
                          .width = width,
                          .height = height,
                          .pictures = 1,
                          .pixel_format = format,
                          .options = options,
                          .full_range = true})[0]
        .bytes;
}

Bytes bytes_of(const std::vector<std::byte>& image) {
    return {reinterpret_cast<const std::uint8_t*>(image.data()), image.size()};
}

std::string refusal(const std::vector<std::byte>& image) {
    const auto read = read_jpeg(bytes_of(image));
    return read.ok() ? "" : read.error().message;
}

TEST(JpegImage, IsCutIntoPayloadsWhoseOffsetsFollowEachOther) {
    const auto coded = image(320, 240);
    const auto read = read_jpeg(bytes_of(coded));
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read.value().width, 320);
    EXPECT_EQ(read.value().height, 240);
    EXPECT_TRUE(read.value().half_rows_of_colour);
    const auto payloads = jpeg_payloads(read.value(), 1000);
    ASSERT_GT(payloads.size(), 3U);
    constexpr std::size_t kHeader = 8;
    constexpr std::size_t kTables = 4 + 128;
    std::vector<std::uint8_t> scan;
    for (const auto& payload : payloads) {
        EXPECT_LE(payload.size(), 1000U);
        const std::size_t offset = static_cast<std::size_t>(payload[1]) << 16U |
                                   static_cast<std::size_t>(payload[2]) << 8U | payload[3];
        EXPECT_EQ(offset, scan.size());
        EXPECT_THAT(std::vector(payload.begin() + 4, payload.begin() + 8), ElementsAre(1, 255, 40, 30));
        const auto begin =
            payload.begin() + static_cast<std::ptrdiff_t>(kHeader + (offset == 0 ? kTables : 0));
        scan.insert(scan.end(), begin, payload.end());
    }
    EXPECT_THAT(std::vector(payloads[0].begin() + 8, payloads[0].begin() + 12), ElementsAre(0, 0, 0, 128));
    EXPECT_THAT(scan, testing::ElementsAreArray(read.value().scan));
}

TEST(JpegImage, HasNoSizeInItsHeaderWhereASideIsOver2040Pixels) {
    const auto coded = image(2048, 64);
    const auto payloads = jpeg_payloads(read_jpeg(bytes_of(coded)).value(), 1400);
    EXPECT_EQ(payloads[0][6], 0);
    EXPECT_EQ(payloads[0][7], 8);
}

TEST(JpegImage, SaysWhyItCannotBeSent) {
    EXPECT_THAT(refusal(image(64, 64, "yuvj420p", "huffman=optimal")), HasSubstr("Huffman"));
    EXPECT_THAT(refusal(image(64, 64, "yuvj444p")), HasSubstr("4:2:0 or 4:2:2"));
    EXPECT_THAT(refusal(tests::grey_jpeg(64, 64, 100)), HasSubstr("no JPEG image in colour"));
    EXPECT_THAT(refusal({}), HasSubstr("no JPEG"));
    auto cut = image(64, 64);
    cut.resize(100);
    EXPECT_THAT(refusal(cut), HasSubstr("no JPEG"));
}

}  // namespace
}  // namespace cordon::bench
