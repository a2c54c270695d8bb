// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/parameter_sets.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

#include <gtest/gtest.h>

#include "coded_clip.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;

ByteString stream_of(std::initializer_list<std::initializer_list<unsigned>> units) {
    ByteString bytes;
    for (const auto& unit : units) {
        for (const unsigned each : {0U, 0U, 1U}) {
            bytes.push_back(static_cast<std::byte>(each));
        }
        for (const unsigned each : unit) {
            bytes.push_back(static_cast<std::byte>(each));
        }
    }
    return bytes;
}

std::size_t count(const ParameterSets& sets) {
    return split_units(sets.byte_stream()).size();
}

TEST(ParameterSets, AreKnownOnceEachKindHasCome) {
    for (const VideoCodec codec : {VideoCodec::kH264, VideoCodec::kH265}) {
        ParameterSets sets(codec);
        EXPECT_FALSE(sets.known());
        const auto clip = code_clip({.codec = codec, .frames = 2});
        EXPECT_TRUE(sets.is_each(sets.take(clip[0])));
        EXPECT_TRUE(sets.known());
        EXPECT_FALSE(sets.is_each(sets.take(clip[1]))) << "a picture without";
        const std::size_t kinds = codec == VideoCodec::kH264 ? 2 : 3;
        EXPECT_EQ(count(sets), kinds);
        // The same bytes as in the stream, in front of its slice.
        const auto sent = split_units(clip[0]);
        for (const ByteString& set : split_units(sets.byte_stream())) {
            EXPECT_NE(std::ranges::find(sent, set), sent.end());
        }
    }
}

TEST(ParameterSets, TheNewestOfANumberReplacesTheOneBefore) {
    ParameterSets sets(VideoCodec::kH264);
    // Numbers 0 and 1 (ue(v) "1" and "010"), then 0 again.
    sets.take(stream_of({{0x67, 66, 0, 30, 0x80, 1}, {0x68, 0x80, 1}, {0x68, 0x40, 2}}));
    EXPECT_EQ(count(sets), 3U);
    sets.take(stream_of({{0x68, 0xC0, 9}}));
    EXPECT_EQ(count(sets), 3U);
    EXPECT_EQ(split_units(sets.byte_stream())[1].back(), std::byte{9});
}

TEST(ParameterSets, ReadNumbersBehindEmulationPreventionAndSubLayers) {
    ParameterSets sets(VideoCodec::kH265);
    const auto with_number = [](unsigned number_bits) {
        return stream_of({{0x42,        1,    0x03,  // a sub-layer more
                           1,           0x60, 0,    0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 30,  // profile, level
                           0xC0,        0,  // both are told of it
                           1,           0x60, 0,    0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 30,  // profile, level
                           number_bits, 7}});
    };
    sets.take(with_number(0x80));
    sets.take(with_number(0x40));
    EXPECT_EQ(count(sets), 2U);
    sets.take(with_number(0x80));
    EXPECT_EQ(count(sets), 2U);
}

TEST(ParameterSets, LeaveOutWhatNobodySends) {
    ParameterSets sets(VideoCodec::kH264);
    EXPECT_EQ(sets.take(stream_of({{0x67}, {0x68}})), 0U);         // nothing behind the header
    EXPECT_EQ(sets.take(stream_of({{0x68, 0, 0, 0, 0, 0}})), 0U);  // no number at all
    ByteString large = stream_of({{0x68, 0x80}});
    large.resize(ParameterSets::kLargestSet + 4, std::byte{0xFF});
    EXPECT_EQ(sets.take(large), 0U);
    // Number 32: ue(v) 00000 100001.
    EXPECT_EQ(sets.take(stream_of({{0x68, 0x04, 0x20}})), 0U);
    EXPECT_TRUE(sets.byte_stream().empty());
}

TEST(ParameterSets, ComeFromADescriptionHoweverItIsWritten) {
    ParameterSets sets(VideoCodec::kH264);
    sets.take_described(
        "packetization-mode=1; Sprop-Parameter-Sets = Z0IAHoA=, aIA= ;profile-level-id=42001e");
    EXPECT_TRUE(sets.known());
    EXPECT_EQ(count(sets), 2U);
    ParameterSets with_start_codes(VideoCodec::kH264);
    with_start_codes.take_described("sprop-parameter-sets=AAAAAWdCAB6A,AAAAAWiA");
    EXPECT_TRUE(with_start_codes.known());
    EXPECT_EQ(with_start_codes.byte_stream(), sets.byte_stream());
    ParameterSets h265(VideoCodec::kH265);
    h265.take_described("sprop-vps=QAEM;sprop-pps=RAHB");
    EXPECT_FALSE(h265.known());
    EXPECT_EQ(count(h265), 2U);
}

TEST(ParameterSets, PassOverADescriptionThatMakesNoSense) {
    for (const char* words : {"", ";;;", "sprop-parameter-sets", "sprop-parameter-sets=",
                              "sprop-parameter-sets=,,,", "sprop-parameter-sets=Z0I\x01",
                              "sprop-parameter-sets====", "sprop-parameter-sets=Z", "config=Z0IAHoA=,aIA="}) {
        ParameterSets sets(VideoCodec::kH264);
        sets.take_described(words);
        EXPECT_FALSE(sets.known()) << words;
        EXPECT_TRUE(sets.byte_stream().empty()) << words;
    }
}

}  // namespace
}  // namespace cordon::untrusted::receive
