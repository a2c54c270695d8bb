// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/frame_geometry.hpp"

#include <array>
#include <utility>

#include <gtest/gtest.h>

namespace cordon::boundary {
namespace {

TEST(FrameGeometry, RefusesSidesThatAreOddTooSmallOrTooLarge) {
    const std::array<std::pair<std::uint32_t, std::uint32_t>, 7> refused{
        {{641, 480}, {640, 481}, {0, 480}, {640, 14}, {8194, 480}, {640, 0xFFFFFFFE}, {0xFFFFFFFF, 16}}};
    for (const auto& [width, height] : refused) {
        EXPECT_FALSE(FrameGeometry::create(width, height).ok()) << width << "x" << height;
    }
    EXPECT_TRUE(FrameGeometry::create(16, 16).ok());
    EXPECT_TRUE(FrameGeometry::create(8192, 8192).ok());
}

TEST(FrameGeometry, KnowsItsColoursAndLiesAlikeWithAny) {
    const FrameGeometry plain = FrameGeometry::create(640, 360).value();
    const FrameGeometry full = FrameGeometry::create(640, 360, Colours::kBt601Full).value();
    EXPECT_EQ(plain.colours(), Colours::kBt709);
    EXPECT_EQ(full.colours(), Colours::kBt601Full);
    EXPECT_NE(plain, full);
    EXPECT_EQ(plain.frame_bytes(), full.frame_bytes());
}

TEST(FrameGeometry, LaysPlanesOutBehindEachOtherOnCacheLines) {
    for (const auto& [width, height] : std::array<std::pair<std::uint32_t, std::uint32_t>, 4>{
             {{16, 16}, {640, 360}, {1920, 1080}, {8192, 8192}}}) {
        const FrameGeometry geometry = FrameGeometry::create(width, height).value();
        EXPECT_GE(geometry.luma_stride(), width);
        EXPECT_GE(geometry.chroma_stride(), width / 2);
        EXPECT_EQ(geometry.u_offset(), geometry.luma_stride() * height);
        EXPECT_EQ(geometry.v_offset() - geometry.u_offset(), geometry.chroma_stride() * (height / 2));
        EXPECT_EQ(geometry.frame_bytes() - geometry.v_offset(), geometry.chroma_stride() * (height / 2));
        for (const std::size_t place : {geometry.luma_stride(), geometry.chroma_stride(), geometry.u_offset(),
                                        geometry.v_offset(), geometry.frame_bytes()}) {
            EXPECT_EQ(place % FrameGeometry::kRowAlignment, 0U);
        }
    }
}

}  // namespace
}  // namespace cordon::boundary
