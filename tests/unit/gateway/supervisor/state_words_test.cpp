// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/state_words.hpp"

#include <set>

#include <gtest/gtest.h>

#include "gateway/supervisor/camera_claims.hpp"

namespace cordon::supervisor {
namespace {

TEST(StateWords, KnowEveryStateAReceiverCanClaim) {
    for (std::uint64_t state = 0; state < boundary::kReceiverStates; ++state) {
        const auto name = name_of(static_cast<boundary::ReceiverState>(state));
        EXPECT_EQ(words_of(name).state, name);
    }
}

TEST(StateWords, SayWhyAndWhatToDoWhereverThereIsNoPicture) {
    const std::set<std::string_view> passing{"streaming", "starting", "connecting"};
    for (const StateWords& each : all_state_words()) {
        EXPECT_FALSE(each.words.empty()) << each.state;
        EXPECT_LE(each.words.size(), 26U) << each.state;
        EXPECT_EQ(each.reason.empty(), passing.contains(each.state)) << each.state;
        EXPECT_EQ(each.advice.empty(), passing.contains(each.state)) << each.state;
        EXPECT_TRUE(each.advice.empty() || each.advice.back() == '.') << each.state;
    }
}

TEST(StateWords, AreUnknownForWhatIsNoState) {
    EXPECT_EQ(words_of("party").words, "unknown");
}

}  // namespace
}  // namespace cordon::supervisor
