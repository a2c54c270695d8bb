// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/frame.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

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

// Pages of `frame` that memory stands behind, and pages of it altogether.
std::pair<std::ptrdiff_t, std::size_t> resident_pages(const Frame& frame) {
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto first = reinterpret_cast<std::uintptr_t>(frame.pixels().data()) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(frame.pixels().data() + frame.pixels().size());
    std::vector<unsigned char> resident((end - first + page - 1) / page);
    EXPECT_EQ(mincore(reinterpret_cast<void*>(first), end - first, resident.data()), 0);
    return {std::ranges::count_if(resident, [](unsigned char flags) { return (flags & 1U) != 0; }),
            resident.size()};
}

// A process that grows only when it falls behind has its memory run out on the worst day of the year.
TEST(Frame, HasAllItsMemoryBeforeItsFirstPicture) {
    const Frame frame(boundary::FrameGeometry::create(1920, 1080).value());
    const auto [resident, all] = resident_pages(frame);
    EXPECT_EQ(resident, all);
    EXPECT_GT(all, 700U);
}

}  // namespace
}  // namespace cordon::trusted::encode
