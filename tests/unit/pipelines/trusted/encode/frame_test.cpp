// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/frame.hpp"

#include <cstring>
#include <thread>

#include <gtest/gtest.h>

namespace cordon::trusted::encode {
namespace {

boundary::FrameGeometry geometry() {
    return boundary::FrameGeometry::create(102, 50).value();
}

TEST(Frame, IsAlignedAndLaidOutAsItsGeometrySays) {
    Frame frame(geometry());
    const auto* first = reinterpret_cast<std::uint8_t*>(frame.pixels().data());
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first) % boundary::FrameGeometry::kRowAlignment, 0U);
    EXPECT_EQ(frame.pixels().size(), geometry().frame_bytes());
    EXPECT_EQ(frame.planes()[0], first);
    EXPECT_EQ(frame.planes()[1], first + geometry().u_offset());
    EXPECT_EQ(frame.planes()[2], first + geometry().v_offset());
    std::memset(frame.pixels().data(), 1, frame.pixels().size());  // all of it is ours: for AddressSanitizer
}

TEST(FramePool, HandsOutAsManyAsItHasAndThenNone) {
    FramePool pool(geometry(), 2);
    auto first = pool.take();
    auto second = pool.take();
    EXPECT_NE(first, nullptr);
    EXPECT_NE(second, nullptr);
    EXPECT_EQ(pool.take(), nullptr);
    first.reset();
    EXPECT_NE(pool.take(), nullptr);
}

TEST(FramePool, UsesTheMostRecentlyReturnedFrameAgain) {
    FramePool pool(geometry(), 4);
    const Frame* seen = pool.take().get();
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(pool.take().get(), seen);
    }
}

TEST(FramePool, TakesFramesBackFromOtherThreads) {
    FramePool pool(geometry(), 3);
    for (int i = 0; i < 50; ++i) {
        auto frame = pool.take();
        ASSERT_NE(frame, nullptr);
        std::thread([frame = std::move(frame)] { frame->pixels()[0] = std::byte{1}; }).join();
    }
}

}  // namespace
}  // namespace cordon::trusted::encode
