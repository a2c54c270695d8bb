// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/snapshot/wait_for_frame.hpp"

#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::trusted::snapshot {
namespace {

// A ring whose words a test writes itself.
class HandWrittenRing {
public:
    void put(std::uint64_t number, std::uint64_t sequence, std::byte luma) const {
        const std::size_t slot = boundary::slot_offset(geometry, static_cast<std::uint32_t>(number));
        const std::vector<std::byte> frame(boundary::slot_planes(geometry).back(), luma);
        write(frame.data(), frame.size(), slot + sizeof(boundary::SlotHeader));
        write(&sequence, sizeof(sequence), slot + offsetof(boundary::SlotHeader, sequence));
        write(&number, sizeof(number), offsetof(boundary::RingHeader, latest));
    }

    boundary::FrameGeometry geometry = boundary::FrameGeometry::create(64, 16).value();
    base::UniqueFd memory =
        boundary::create_sealed_memory("test-ring", boundary::ring_bytes(geometry)).value();

private:
    void write(const void* bytes, std::size_t size, std::size_t place) const {
        ASSERT_EQ(::pwrite(memory.get(), bytes, size, static_cast<off_t>(place)), static_cast<ssize_t>(size));
    }
};

TEST(WaitForFrame, TakesTheFirstFrameThatIsWholeAndPassesOverOneThatIsNot) {
    const HandWrittenRing ring;
    auto reader = boundary::RingReader::create(ring.memory.get(), ring.geometry).value();
    ring.put(1, 2 * 1 + 1, std::byte{1});  // still being written
    ring.put(2, 2 * 2 + 2, std::byte{2});
    std::vector<std::byte> frame(ring.geometry.frame_bytes());
    ASSERT_TRUE(wait_for_frame(reader, frame, 2).ok());
    EXPECT_EQ(frame.front(), std::byte{2});
    EXPECT_EQ(frame.back(), std::byte{2});
}

TEST(WaitForFrame, GivesUpOnARingThatStandsStill) {
    const HandWrittenRing ring;
    ring.put(1, 2 * 1 + 2, std::byte{1});  // before the reader came
    auto reader = boundary::RingReader::create(ring.memory.get(), ring.geometry).value();
    std::vector<std::byte> frame(ring.geometry.frame_bytes());
    const auto outcome = wait_for_frame(reader, frame, 2);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().message, "no picture came");
}

}  // namespace
}  // namespace cordon::trusted::snapshot
