// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/reorder_buffer.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr base::MonotonicTime kStart{1000s};

class RtspReorderBuffer : public testing::Test {
protected:
    void push(int number, std::chrono::milliseconds when = 0ms, std::uint32_t source = 7) {
        const auto sequence = static_cast<std::uint16_t>(number);
        const std::array bytes{std::byte(sequence & 0xFFU), std::byte(sequence >> 8U)};
        buffer.push(source, sequence, bytes, kStart + when);
    }

    std::vector<int> out;
    ReorderBuffer buffer{[this](std::span<const std::byte> packet, base::MonotonicTime) {
        out.push_back(std::to_integer<int>(packet[0]) | std::to_integer<int>(packet[1]) << 8);
    }};
};

TEST_F(RtspReorderBuffer, PassesOnAtOnceWhatIsInOrder) {
    push(65534);
    push(65535);
    push(0);
    EXPECT_THAT(out, ElementsAre(65534, 65535, 0));
    EXPECT_FALSE(buffer.due().has_value());
}

TEST_F(RtspReorderBuffer, PutsWhatWasOvertakenBackIntoItsPlace) {
    for (const int sequence : {1, 3, 4, 2, 5}) {
        push(sequence);
    }
    EXPECT_THAT(out, ElementsAre(1, 2, 3, 4, 5));
}

TEST_F(RtspReorderBuffer, WaitsSoLongForTheMissingAndNoLonger) {
    push(1);
    push(3, 10ms);
    push(4, 20ms);
    EXPECT_EQ(buffer.due(), kStart + 10ms + ReorderBuffer::kLongestWait);
    buffer.expire(kStart + 89ms);
    EXPECT_THAT(out, ElementsAre(1));
    buffer.expire(kStart + 90ms);
    EXPECT_THAT(out, ElementsAre(1, 3, 4));
    push(2, 91ms);
    EXPECT_THAT(out, ElementsAre(1, 3, 4)) << "it came too late";
}

TEST_F(RtspReorderBuffer, DropsWhatComesTwice) {
    for (const int sequence : {1, 1, 3, 3, 2, 2, 3}) {
        push(sequence);
    }
    EXPECT_THAT(out, ElementsAre(1, 2, 3));
}

TEST_F(RtspReorderBuffer, BeginsAnewWithANewSourceOrALeap) {
    push(1);
    push(3);
    push(9, 0ms, 8);
    EXPECT_THAT(out, ElementsAre(1, 3, 9));
    push(20'000, 0ms, 8);
    push(20'001, 0ms, 8);
    EXPECT_THAT(out, ElementsAre(1, 3, 9, 20'000, 20'001));
}

TEST_F(RtspReorderBuffer, NeverHoldsMoreThanItsLimit) {
    push(0);
    for (std::size_t i = 2; i < ReorderBuffer::kMostPackets + 10; ++i) {
        push(static_cast<int>(i));
    }
    EXPECT_GE(out.size(), ReorderBuffer::kMostPackets) << "the gap was given up";
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
