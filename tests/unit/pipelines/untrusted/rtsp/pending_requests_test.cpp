// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/pending_requests.hpp"

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using Purpose = PendingRequests::Purpose;

class RtspPendingRequests : public testing::Test {
protected:
    RtspPendingRequests() {
        pending.add(5, Purpose::kKeepalive);
        pending.add(6, Purpose::kDialogue);
    }
    PendingRequests pending;
};

TEST_F(RtspPendingRequests, FindsTheRequestBySequenceNumberWhateverTheOrder) {
    EXPECT_EQ(pending.match(6), Purpose::kDialogue);
    EXPECT_EQ(pending.match(5), Purpose::kKeepalive);
    EXPECT_EQ(pending.match(5), Purpose::kNone);
}

TEST_F(RtspPendingRequests, GoesByOrderWhereTheNumberIsMissingOrNonsense) {
    EXPECT_EQ(pending.match(std::nullopt), Purpose::kKeepalive);
    EXPECT_EQ(pending.match(77), Purpose::kDialogue);
    EXPECT_EQ(pending.match(std::nullopt), Purpose::kNone);
}

TEST_F(RtspPendingRequests, TakesNoLateReplyForAnother) {
    EXPECT_EQ(pending.match(4), Purpose::kNone);
    EXPECT_EQ(pending.match(5), Purpose::kKeepalive);
}

TEST_F(RtspPendingRequests, ForgetsTheOldestOfTooMany) {
    for (std::uint32_t sequence = 7; sequence < 20; ++sequence) {
        pending.add(sequence, Purpose::kKeepalive);
    }
    EXPECT_EQ(pending.match(6), Purpose::kNone);
    EXPECT_EQ(pending.match(19), Purpose::kKeepalive);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
