// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/replay_buffer.hpp"

#include <gtest/gtest.h>

namespace cordon::untrusted::receive {
namespace {

using boundary::AccessUnitHeader;

class ReplayBufferTest : public testing::Test {
protected:
    void add(bool keyframe, std::size_t size, int fill = 0) {
        AccessUnitHeader header;
        header.flags = keyframe ? AccessUnitHeader::kKeyframe : 0;
        buffer_.add(header, std::vector<std::byte>(size, static_cast<std::byte>(fill)));
    }
    ReplayBuffer buffer_{100};
};

TEST_F(ReplayBufferTest, KeepsTheGroupFromItsKeyframeOnInOrder) {
    add(true, 10, 1);
    add(false, 20, 2);
    add(false, 30, 3);
    const auto entries = buffer_.entries();
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].header.flags, AccessUnitHeader::kKeyframe);
    EXPECT_EQ(entries[2].payload.size(), 30U);
    EXPECT_EQ(entries[2].payload[29], std::byte{3});
}

TEST_F(ReplayBufferTest, KeepsNothingBeforeTheFirstKeyframe) {
    add(false, 10);
    EXPECT_TRUE(buffer_.entries().empty());
    EXPECT_EQ(buffer_.group(), 0U);
}

TEST_F(ReplayBufferTest, BeginsAnewWithEachKeyframe) {
    add(true, 90);
    add(true, 90);
    add(false, 5);
    EXPECT_EQ(buffer_.entries().size(), 2U);
    EXPECT_EQ(buffer_.group(), 2U);
}

TEST_F(ReplayBufferTest, GivesUpAGroupOverTheLimitWholeUntilTheNextKeyframe) {
    add(true, 60);
    add(false, 60);
    EXPECT_TRUE(buffer_.entries().empty());
    add(false, 1);
    EXPECT_TRUE(buffer_.entries().empty());
    add(true, 101);
    EXPECT_TRUE(buffer_.entries().empty());
    add(true, 100);
    EXPECT_EQ(buffer_.entries().size(), 1U);
}

}  // namespace
}  // namespace cordon::untrusted::receive
