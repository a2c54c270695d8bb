// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_packetizer.hpp"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::ElementsAre;

std::vector<std::uint8_t> nal_of(std::vector<std::uint8_t> header, std::size_t size) {
    header.resize(size);
    std::iota(header.begin() + 2, header.end(), std::uint8_t{1});
    return header;
}

std::shared_ptr<const PacketizedClip> packetize(ClipCodec codec, std::vector<std::vector<std::uint8_t>> nals,
                                                std::size_t largest) {
    auto clip = std::make_shared<Clip>();
    clip->codec = codec;
    clip->pictures.push_back({.nals = std::move(nals), .random_access = true});
    return PacketizedClip::create(clip, largest);
}

TEST(RtpPacketizer, SendsASmallUnitAsItIsAndMarksOnlyThePicturesLastPacket) {
    const auto sps = nal_of({0x67, 0}, 10);
    const auto slice = nal_of({0x65, 0}, 20);
    const auto packetized = packetize(ClipCodec::kH264, {sps, slice}, 100);
    const auto payloads = packetized->payloads(0);
    ASSERT_EQ(payloads.size(), 2U);
    EXPECT_THAT(packetized->bytes(payloads[0]), testing::ElementsAreArray(sps));
    EXPECT_THAT(packetized->bytes(payloads[1]), testing::ElementsAreArray(slice));
    EXPECT_FALSE(payloads[0].marker);
    EXPECT_TRUE(payloads[1].marker);
}

TEST(RtpPacketizer, CutsALargeH264UnitIntoFragmentsThatJoinToTheUnit) {
    const auto slice = nal_of({0x65, 0}, 250);
    const auto packetized = packetize(ClipCodec::kH264, {slice}, 100);
    const auto payloads = packetized->payloads(0);
    ASSERT_EQ(payloads.size(), 3U);
    std::vector<std::uint8_t> joined{0x65};
    for (const RtpPayload& payload : payloads) {
        const Bytes bytes = packetized->bytes(payload);
        EXPECT_LE(bytes.size(), 100U);
        EXPECT_EQ(bytes[0], 0x60 | 28);  // NRI of the unit, type FU-A
        EXPECT_EQ(bytes[1] & 0x1F, 5);   // the unit's own type
        joined.insert(joined.end(), bytes.begin() + 2, bytes.end());
    }
    EXPECT_EQ(joined, slice);
    EXPECT_EQ(packetized->bytes(payloads[0])[1] & 0xC0, 0x80);
    EXPECT_EQ(packetized->bytes(payloads[1])[1] & 0xC0, 0x00);
    EXPECT_EQ(packetized->bytes(payloads[2])[1] & 0xC0, 0x40);
    EXPECT_TRUE(payloads[2].marker);
}

TEST(RtpPacketizer, CutsALargeH265UnitIntoFragmentsWithATwoByteHeader) {
    const auto slice = nal_of({19 << 1, 1}, 150);
    const auto packetized = packetize(ClipCodec::kH265, {slice}, 100);
    const auto payloads = packetized->payloads(0);
    ASSERT_EQ(payloads.size(), 2U);
    EXPECT_THAT(packetized->bytes(payloads[0]).first(3), ElementsAre(49 << 1, 1, 0x80 | 19));
    EXPECT_THAT(packetized->bytes(payloads[1]).first(3), ElementsAre(49 << 1, 1, 0x40 | 19));
    EXPECT_EQ(packetized->bytes(payloads[0]).size() + packetized->bytes(payloads[1]).size(), 148U + 6U);
}

TEST(RtpPacketizer, NeverMarksAFragmentBothFirstAndLast) {
    for (std::size_t size = 99; size < 105; ++size) {
        const auto packetized = packetize(ClipCodec::kH264, {nal_of({0x65, 0}, size)}, 100);
        EXPECT_EQ(packetized->payloads(0).size(), size <= 100 ? 1U : 2U) << size;
    }
}

TEST(RtpPacketizer, CutsAPictureOfMpeg4AnywhereAndMarksItsLastPacket) {
    const auto picture = nal_of({0, 0}, 250);
    const auto packetized = packetize(ClipCodec::kMpeg4, {picture}, 100);
    std::vector<std::uint8_t> joined;
    for (const RtpPayload& payload : packetized->payloads(0)) {
        const Bytes bytes = packetized->bytes(payload);
        EXPECT_EQ(payload.marker, &payload == &packetized->payloads(0).back());
        joined.insert(joined.end(), bytes.begin(), bytes.end());
    }
    EXPECT_EQ(packetized->payloads(0).size(), 3U);
    EXPECT_EQ(joined, picture);
}

}  // namespace
}  // namespace cordon::bench
