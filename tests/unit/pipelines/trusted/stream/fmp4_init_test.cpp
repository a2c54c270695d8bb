// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/fmp4_init.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/unit/pipelines/trusted/stream/box_reader.hpp"

namespace cordon::trusted::stream {
namespace {

const std::vector<std::byte> kBaselineSps{std::byte{0x67}, std::byte{0x42}, std::byte{0xc0}, std::byte{0x1f},
                                          std::byte{0x8c}};
const std::vector<std::byte> kMainSps{std::byte{0x67}, std::byte{0x4d}, std::byte{0x40}, std::byte{0x1e},
                                      std::byte{0x8c}};
const std::vector<std::byte> kHighSps{std::byte{0x67}, std::byte{0x64}, std::byte{0x00}, std::byte{0x28},
                                      std::byte{0xac}};
const std::vector<std::byte> kPps{std::byte{0x68}, std::byte{0xce}};
// Where the sample entry's own boxes begin: behind stsd's count and the fixed part of avc1.
constexpr std::size_t kEntryInStsd = 8;
constexpr std::size_t kBoxesInEntry = 8 + 78;

// Borrows from `init`.
tests::Mp4Box avcc_of(const Fmp4Init& init) {
    const auto stsd = tests::find_box(init.bytes, "moov/trak/mdia/minf/stbl/stsd");
    const auto avcc = tests::find_box(stsd->body.subspan(kEntryInStsd + kBoxesInEntry), "avcC");
    return avcc.value();
}

TEST(Fmp4Init, NamesTheCodecByTheParameterSet) {
    EXPECT_EQ(make_fmp4_init(640, 360, kBaselineSps, kPps)->mime_type, "video/mp4; codecs=\"avc1.42C01F\"");
    EXPECT_EQ(make_fmp4_init(640, 360, kMainSps, kPps)->mime_type, "video/mp4; codecs=\"avc1.4D401E\"");
    EXPECT_EQ(make_fmp4_init(640, 360, kHighSps, kPps)->mime_type, "video/mp4; codecs=\"avc1.640028\"");
}

TEST(Fmp4Init, IsWholeBoxesWithOneTrackOfTheStreamsSize) {
    const auto init = make_fmp4_init(1920, 1080, kBaselineSps, kPps);
    EXPECT_TRUE(tests::is_whole_boxes(init->bytes));
    EXPECT_TRUE(tests::find_box(init->bytes, "ftyp"));
    EXPECT_TRUE(tests::find_box(init->bytes, "moov/mvex/trex"));
    const auto tkhd = tests::find_box(init->bytes, "moov/trak/tkhd");
    ASSERT_TRUE(tkhd);
    EXPECT_EQ(tkhd->body.size(), 84U);
    EXPECT_EQ(tkhd->number(76, 4), 1920U << 16U);
    EXPECT_EQ(tkhd->number(80, 4), 1080U << 16U);
    const auto mdhd = tests::find_box(init->bytes, "moov/trak/mdia/mdhd");
    ASSERT_TRUE(mdhd);
    EXPECT_EQ(mdhd->number(12, 4), kFmp4Timescale);
}

TEST(Fmp4Init, CarriesTheParameterSetsBehindTheirLengths) {
    const auto init = make_fmp4_init(640, 360, kBaselineSps, kPps);
    const auto avcc = avcc_of(*init);
    EXPECT_EQ(avcc.number(0, 4), 0x0142c01fU);
    EXPECT_EQ(avcc.number(4, 2), 0xffe1U);  // four-byte lengths, one SPS
    EXPECT_EQ(avcc.number(6, 2), kBaselineSps.size());
    EXPECT_TRUE(std::ranges::equal(avcc.body.subspan(8, kBaselineSps.size()), kBaselineSps));
    EXPECT_EQ(avcc.number(8 + kBaselineSps.size(), 3), 0x010002U);  // one PPS of two bytes
    EXPECT_EQ(avcc.body.size(), 8 + kBaselineSps.size() + 3 + kPps.size());
}

TEST(Fmp4Init, AddsTheChromaFormatForHighProfiles) {
    const auto init = make_fmp4_init(640, 360, kHighSps, kPps);
    const auto avcc = avcc_of(*init);
    EXPECT_EQ(avcc.number(avcc.body.size() - 4, 4), 0xfdf8f800U);
}

}  // namespace
}  // namespace cordon::trusted::stream
