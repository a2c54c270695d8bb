// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/box_writer.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pipelines/trusted/stream/box_reader.hpp"

namespace cordon::trusted::stream {
namespace {

TEST(BoxWriter, FillsInTheSizesOfNestedBoxes) {
    BoxWriter out;
    {
        const auto outer = out.box("moov");
        const auto inner = out.full_box("trex", 1, 0x020304);
        out.u8(0x11);
        out.u16(0x2233);
        out.u64(0x445566778899aabb);
    }
    const auto file = out.take();
    EXPECT_TRUE(tests::is_whole_boxes(file));
    const auto inner = tests::find_box(file, "moov/trex");
    ASSERT_TRUE(inner);
    EXPECT_EQ(inner->body.size(), 4U + 1 + 2 + 8);
    EXPECT_EQ(inner->number(0, 4), 0x01020304U);
    EXPECT_EQ(inner->number(4, 1), 0x11U);
    EXPECT_EQ(inner->number(5, 2), 0x2233U);
    EXPECT_EQ(inner->number(7, 8), 0x445566778899aabbU);
}

TEST(BoxWriter, PatchesANumberWrittenBefore) {
    BoxWriter out;
    {
        const auto box = out.box("free");
        out.zeros(4);
    }
    out.patch_u32(8, 0xcafe0001);
    const auto file = out.take();
    EXPECT_EQ(tests::find_box(file, "free")->number(0, 4), 0xcafe0001U);
}

}  // namespace
}  // namespace cordon::trusted::stream
