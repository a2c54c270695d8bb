// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/nal_units.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::ElementsAre;

TEST(SplitAnnexB, FindsUnitsBehindStartCodesOfBothLengths) {
    const std::vector<std::uint8_t> stream{0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 2, 0, 0, 0, 1, 0x65, 3};
    const auto nals = split_annex_b(stream);
    ASSERT_EQ(nals.size(), 3U);
    EXPECT_THAT(nals[0], ElementsAre(0x67, 1));
    EXPECT_THAT(nals[1], ElementsAre(0x68, 2));
    EXPECT_THAT(nals[2], ElementsAre(0x65, 3));
}

TEST(SplitAnnexB, LeavesOutTrailingZeroesAndEmptyUnits) {
    const std::vector<std::uint8_t> stream{0, 0, 1, 0, 0, 1, 0x41, 9, 0, 0};
    const auto nals = split_annex_b(stream);
    ASSERT_EQ(nals.size(), 1U);
    EXPECT_THAT(nals[0], ElementsAre(0x41, 9));
}

TEST(NalKind, KnowsTheTypesOfBothCodecs) {
    const auto kind = [](ClipCodec codec, std::uint8_t first) {
        return nal_kind(codec, std::vector{first, first});
    };
    EXPECT_EQ(kind(ClipCodec::kH264, 0x65), NalKind::kRandomAccess);
    EXPECT_EQ(kind(ClipCodec::kH264, 0x41), NalKind::kOther);
    EXPECT_EQ(kind(ClipCodec::kH264, 0x67), NalKind::kSps);
    EXPECT_EQ(kind(ClipCodec::kH265, 32 << 1), NalKind::kVps);
    EXPECT_EQ(kind(ClipCodec::kH265, 19 << 1), NalKind::kRandomAccess);
    EXPECT_EQ(kind(ClipCodec::kH265, 21 << 1), NalKind::kRandomAccess);
    EXPECT_EQ(kind(ClipCodec::kH265, 1 << 1), NalKind::kOther);
}

}  // namespace
}  // namespace cordon::bench
