// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/picture_scan.hpp"

#include <initializer_list>
#include <vector>

#include <gtest/gtest.h>

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;

// Each unit behind a start code.
PictureScan scan(VideoCodec codec, std::initializer_list<std::initializer_list<unsigned>> units) {
    std::vector<std::byte> bytes;
    for (const auto& unit : units) {
        bytes.insert(bytes.end(), {std::byte{0}, std::byte{0}, std::byte{1}});
        for (const unsigned each : unit) {
            bytes.push_back(static_cast<std::byte>(each));
        }
    }
    return scan_picture(codec, bytes);
}

TEST(PictureScan, KnowsTheKeyframesOfH264) {
    EXPECT_TRUE(scan(VideoCodec::kH264, {{0x67, 1}, {0x68, 1}, {0x65, 1}}).keyframe);
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x41, 1}}).keyframe);
    EXPECT_TRUE(scan(VideoCodec::kH264, {{0x41, 1}}).picture);
}

TEST(PictureScan, KnowsTheKeyframesOfH265) {
    for (const unsigned type : {16U, 19U, 20U, 21U}) {
        EXPECT_TRUE(scan(VideoCodec::kH265, {{type << 1U, 1, 1}}).keyframe) << type;
    }
    for (const unsigned type : {0U, 1U, 9U, 22U}) {
        EXPECT_FALSE(scan(VideoCodec::kH265, {{type << 1U, 1, 1}}).keyframe) << type;
        EXPECT_TRUE(scan(VideoCodec::kH265, {{type << 1U, 1, 1}}).picture) << type;
    }
}

TEST(PictureScan, TakesARecoveryPointForAKeyframeAlsoBehindAnotherMessage) {
    EXPECT_TRUE(scan(VideoCodec::kH264, {{0x06, 6, 1, 0x84, 0x80}, {0x41, 1}}).keyframe);
    EXPECT_TRUE(scan(VideoCodec::kH264, {{0x06, 1, 2, 9, 9, 6, 1, 0x84, 0x80}, {0x41, 1}}).keyframe);
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x06, 1, 2, 9, 9, 0x80}, {0x41, 1}}).keyframe);
    EXPECT_TRUE(scan(VideoCodec::kH265, {{39 << 1, 1, 6, 1, 0x84, 0x80}, {2, 1, 1}}).keyframe);
}

TEST(PictureScan, LooksForARecoveryPointInTheMessageAlone) {
    // The message says it is longer than its unit, and in the slice behind it stands what looks like one.
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x06, 5, 6, 9, 9, 9}, {0x41, 9, 6, 1, 0x84, 0x80}}).keyframe);
    EXPECT_FALSE(scan(VideoCodec::kH265, {{39 << 1, 1, 5, 6, 9, 9}, {2, 1, 9, 9, 6, 1, 9}}).keyframe);
    // An emulation prevention byte is not of the message: what it shifts is no "recovery point".
    EXPECT_FALSE(
        scan(VideoCodec::kH264, {{0x06, 5, 5, 0, 0, 3, 1, 9, 6, 1, 2, 9, 9, 0x80}, {0x41, 1}}).keyframe);
    EXPECT_TRUE(scan(VideoCodec::kH264, {{0x06, 5, 4, 0, 0, 3, 1, 9, 6, 1, 0x84, 0x80}, {0x41, 1}}).keyframe);
}

TEST(PictureScan, LooksAtManyMessagesOnceEach) {
    // Quadratic, it would take minutes.
    std::vector<std::byte> bytes;
    for (int i = 0; i < 300'000; ++i) {
        for (const unsigned each : {0U, 0U, 1U, 0x26U, 1U, 0U}) {
            bytes.push_back(static_cast<std::byte>(each));
        }
    }
    EXPECT_FALSE(scan_picture(VideoCodec::kH264, bytes).picture);
}

TEST(PictureScan, FindsNoPictureInParameterSetsAlone) {
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x67, 1}, {0x68, 1}, {0x0C, 0xFF, 0x80}}).picture);
    EXPECT_FALSE(scan(VideoCodec::kH265, {{0x40, 1}, {0x42, 1}, {0x44, 1}}).picture);
}

TEST(PictureScan, IsNotLedAstrayByMessagesThatLieAboutTheirSize) {
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x06, 255, 255, 255}}).keyframe);
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x06, 6, 200, 1}}).keyframe);
    EXPECT_FALSE(scan(VideoCodec::kH264, {{0x06, 1, 255, 255, 1, 6, 1, 1}}).keyframe);
    EXPECT_FALSE(scan(VideoCodec::kH264, {{}}).picture);
    EXPECT_FALSE(scan(VideoCodec::kH265, {{39 << 1}}).keyframe);
}

}  // namespace
}  // namespace cordon::untrusted::receive
