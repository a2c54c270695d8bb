// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/gst/gst_ptr.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace cordon::gst {
namespace {

class GstPtrTest : public testing::Test {
protected:
    static void SetUpTestSuite() { gst_init(nullptr, nullptr); }
    static int references(const GstBuffer* buffer) { return GST_MINI_OBJECT_REFCOUNT_VALUE(buffer); }
};

TEST_F(GstPtrTest, AdoptTakesTheReferenceAndRetainAddsOne) {
    const auto first = adopt(gst_buffer_new());
    EXPECT_EQ(references(first.get()), 1);
    {
        const auto second = retain(first.get());
        EXPECT_EQ(references(first.get()), 2);
    }
    EXPECT_EQ(references(first.get()), 1);
}

TEST_F(GstPtrTest, CopiesShareAndMovesHandOver) {
    auto first = adopt(gst_buffer_new());
    GstBuffer* raw = first.get();
    GstPtr<GstBuffer> copy = first;
    EXPECT_EQ(references(raw), 2);
    GstPtr<GstBuffer> moved = std::move(first);
    EXPECT_EQ(references(raw), 2);
    copy = moved;
    EXPECT_EQ(references(raw), 2);
    moved.reset();
    EXPECT_EQ(references(raw), 1);
    EXPECT_FALSE(moved);
}

TEST_F(GstPtrTest, LeakGivesTheReferenceAway) {
    auto owner = adopt(gst_buffer_new());
    GstBuffer* raw = owner.leak();
    EXPECT_FALSE(owner);
    EXPECT_EQ(references(raw), 1);
    gst_buffer_unref(raw);
}

TEST_F(GstPtrTest, AFloatingObjectIsSunk) {
    const auto pad = adopt_floating(gst_pad_new("pad", GST_PAD_SRC));
    EXPECT_FALSE(g_object_is_floating(pad.get()));
    EXPECT_EQ(GST_OBJECT_REFCOUNT_VALUE(pad.get()), 1);
}

TEST_F(GstPtrTest, AReadMapShowsTheBytesOfABuffer) {
    const auto buffer = adopt(gst_buffer_new_memdup("ab", 2));
    const ReadMap map(buffer.get());
    ASSERT_EQ(map.bytes().size(), 2U);
    EXPECT_EQ(map.bytes()[1], std::byte{'b'});
}

}  // namespace
}  // namespace cordon::gst
