// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/payload_screen.hpp"

#include <initializer_list>
#include <vector>

#include <gtest/gtest.h>

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;

class PayloadScreenTest : public testing::Test {
protected:
    bool admits(std::initializer_list<unsigned> payload, bool follows = true) {
        return screen(h264_, payload, follows);
    }
    bool admits_h265(std::initializer_list<unsigned> payload, bool follows = true) {
        return screen(h265_, payload, follows);
    }

private:
    static bool screen(PayloadScreen& screen, std::initializer_list<unsigned> payload, bool follows) {
        std::vector<std::byte> bytes;
        for (const unsigned each : payload) {
            bytes.push_back(static_cast<std::byte>(each));
        }
        return screen.judge(bytes, follows) == PayloadScreen::Verdict::kTake;
    }
    PayloadScreen h264_{VideoCodec::kH264};
    PayloadScreen h265_{VideoCodec::kH265};
};

TEST_F(PayloadScreenTest, AdmitsSingleUnitsAndNothingEmpty) {
    EXPECT_TRUE(admits({0x65, 1}));
    EXPECT_TRUE(admits_h265({0x26, 1, 1}));
    EXPECT_FALSE(admits({}));
    EXPECT_FALSE(admits({0x65}));
    EXPECT_FALSE(admits_h265({0x26, 1}));
}

TEST_F(PayloadScreenTest, AdmitsFragmentsOnlyInARowFromTheFirst) {
    EXPECT_FALSE(admits({0x7C, 0x05, 1}));  // no first one
    EXPECT_TRUE(admits({0x7C, 0x85, 1}));
    EXPECT_TRUE(admits({0x7C, 0x05, 1}));
    EXPECT_TRUE(admits({0x7C, 0x05}));  // empty, which cameras send
    EXPECT_TRUE(admits({0x7C, 0x45, 1}));
    EXPECT_FALSE(admits({0x7C, 0x05, 1}));  // behind the last one
}

TEST_F(PayloadScreenTest, AdmitsNoFragmentBehindALoss) {
    EXPECT_TRUE(admits({0x7C, 0x85, 1}));
    EXPECT_FALSE(admits({0x7C, 0x05, 1}, false));
    EXPECT_FALSE(admits({0x7C, 0x45, 1}));
    EXPECT_TRUE(admits({0x7C, 0x85, 1}));
    EXPECT_TRUE(admits_h265({0x62, 1, 0x93, 1}));
    EXPECT_FALSE(admits_h265({0x62, 1, 0x13, 1}, false));
}

TEST_F(PayloadScreenTest, AdmitsAFragmentThatIsFirstAndLastAtOnce) {
    EXPECT_TRUE(admits({0x7C, 0xC5, 1}));
    EXPECT_FALSE(admits({0x7C, 0x05, 1}));
}

TEST_F(PayloadScreenTest, AdmitsAFirstFragmentOnlyWithBytes) {
    EXPECT_FALSE(admits({0x7C, 0x85}));
    EXPECT_FALSE(admits({0x7C, 0x45, 1}));
}

TEST_F(PayloadScreenTest, ClosesAFragmentThatAnotherUnitInterrupts) {
    EXPECT_TRUE(admits({0x7C, 0x85, 1}));
    EXPECT_TRUE(admits({0x41, 1}));
    EXPECT_FALSE(admits({0x7C, 0x05, 1}));
}

TEST_F(PayloadScreenTest, AdmitsAggregatesWhoseSizesFit) {
    EXPECT_TRUE(admits({0x78, 0, 2, 0x67, 1, 0, 2, 0x68, 1}));
    EXPECT_TRUE(admits({0x78, 0, 2, 0x67, 1, 0, 0, 0}));  // zero padding, which cameras add
    EXPECT_FALSE(admits({0x78, 0, 3, 0x67, 1}));
    EXPECT_FALSE(admits({0x78, 0, 0}));
    EXPECT_FALSE(admits({0x78, 1}));
    EXPECT_TRUE(admits_h265({0x60, 1, 0, 3, 0x40, 1, 1}));
    EXPECT_FALSE(admits_h265({0x60, 1, 0xFF, 0xFF, 0x40, 1, 1}));
}

TEST_F(PayloadScreenTest, RefusesTheKindsNoCameraSends) {
    for (const unsigned type : {0U, 25U, 26U, 27U, 29U, 30U, 31U}) {
        EXPECT_FALSE(admits({0x60U | type, 0x85, 1, 1, 1, 1})) << type;
    }
    for (const unsigned type : {50U, 51U, 63U}) {
        EXPECT_FALSE(admits_h265({type << 1U, 1, 0x93, 1, 1, 1})) << type;
    }
}

}  // namespace
}  // namespace cordon::untrusted::receive
