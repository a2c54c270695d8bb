// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_claims.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "gateway/boundary/access_unit_header.hpp"
#include "gateway/supervisor/state_words.hpp"

namespace cordon::supervisor {
namespace {

TEST(CameraClaims, TakesEveryStateThereIsAndGivesEachAName) {
    std::set<std::string_view> names;
    for (std::uint64_t state = 0; state < boundary::kReceiverStates; ++state) {
        boundary::ReceiverStatus status{};
        status.state = state;
        status.codec = 2;
        const auto claims = read_claims(status);
        ASSERT_TRUE(claims);
        EXPECT_EQ(claims->codec, "H.265");
        names.insert(name_of(claims->state));
        EXPECT_NE(words_of(name_of(claims->state)).words, "unknown") << state;
    }
    EXPECT_EQ(names.size(), boundary::kReceiverStates);
}

TEST(CameraClaims, RefusesStatesAndCodecsThatDoNotExist) {
    boundary::ReceiverStatus status{};
    status.state = boundary::kReceiverStates;
    EXPECT_FALSE(read_claims(status));
    status.state = ~std::uint64_t{0};
    EXPECT_FALSE(read_claims(status));
    status.state = 0;
    status.codec = std::uint64_t{boundary::kVideoCodecs} + 1;
    EXPECT_FALSE(read_claims(status));
}

TEST(CameraClaims, RefusesPicturesLargerThanAny) {
    boundary::DecoderStatus status{};
    status.camera_width = 3840;
    status.camera_height = 2160;
    ASSERT_TRUE(read_claims(status));
    EXPECT_EQ(read_claims(status)->camera_width, 3840U);
    status.camera_height = 16385;
    EXPECT_FALSE(read_claims(status));
}

TEST(CameraClaims, RefusesColoursThatDoNotExist) {
    boundary::DecoderStatus status{};
    ASSERT_TRUE(read_claims(status));
    EXPECT_FALSE(read_claims(status)->camera_colours) << "nothing is known yet";
    for (std::uint64_t number = 1; number <= 4; ++number) {
        status.camera_colours = number;
        ASSERT_TRUE(read_claims(status));
        EXPECT_EQ(read_claims(status)->camera_colours, static_cast<boundary::Colours>(number));
    }
    for (const std::uint64_t lie : {5ULL, 0x1'0000'0001ULL, ~0ULL}) {
        status.camera_colours = lie;
        EXPECT_FALSE(read_claims(status)) << lie;
    }
}

}  // namespace
}  // namespace cordon::supervisor
