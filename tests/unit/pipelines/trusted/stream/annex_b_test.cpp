// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/annex_b.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace cordon::trusted::stream {
namespace {

std::vector<std::vector<int>> nals_of(const std::vector<int>& stream) {
    std::vector<std::byte> bytes;
    for (const int value : stream) {
        bytes.push_back(static_cast<std::byte>(value));
    }
    std::vector<std::vector<int>> found;
    NalUnits nals(bytes);
    for (auto nal = nals.next(); !nal.empty(); nal = nals.next()) {
        std::vector<int> values;
        for (const std::byte byte : nal) {
            values.push_back(std::to_integer<int>(byte));
        }
        found.push_back(values);
    }
    return found;
}

using Nals = std::vector<std::vector<int>>;

TEST(NalUnits, SplitsAtStartCodesOfThreeAndFourBytes) {
    EXPECT_EQ(nals_of({0, 0, 0, 1, 0x67, 9, 0, 0, 1, 0x68, 8, 0, 0, 0, 1, 0x65, 7}),
              (Nals{{0x67, 9}, {0x68, 8}, {0x65, 7}}));
}

TEST(NalUnits, LeavesOutTrailingZerosAndEmptyUnits) {
    EXPECT_EQ(nals_of({0, 0, 1, 0, 0, 1, 0x41, 5, 0, 0, 0}), (Nals{{0x41, 5}}));
}

TEST(NalUnits, IgnoresWhatStandsBeforeTheFirstStartCode) {
    EXPECT_EQ(nals_of({1, 2, 3, 0, 0, 1, 0x41}), (Nals{{0x41}}));
    EXPECT_EQ(nals_of({1, 2, 3}), Nals{});
    EXPECT_EQ(nals_of({}), Nals{});
}

TEST(NalUnits, KeepsEmulationPreventionBytes) {
    EXPECT_EQ(nals_of({0, 0, 1, 0x65, 0, 0, 3, 1, 6}), (Nals{{0x65, 0, 0, 3, 1, 6}}));
}

TEST(NalUnits, KnowsTheTypeWhateverTheReferenceBitsSay) {
    const std::vector<std::byte> nal{std::byte{0x67}};
    EXPECT_EQ(nal_type(nal), NalType::kSps);
    const std::vector<std::byte> slice{std::byte{0x01}};
    EXPECT_EQ(nal_type(slice), NalType::kSlice);
}

}  // namespace
}  // namespace cordon::trusted::stream
