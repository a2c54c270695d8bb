// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/stream_registry.hpp"

#include <gtest/gtest.h>

namespace cordon::trusted::stream {
namespace {

TEST(StreamRegistry, FindsStreamsByNameAndKeepsTheirOrder) {
    const StreamRegistry registry({{"gate", "Gate", 640, 360}, {"yard", "Yard", 768, 432}});
    ASSERT_EQ(registry.streams().size(), 2U);
    EXPECT_EQ(registry.streams()[0]->info().name, "gate");
    EXPECT_EQ(registry.find("yard"), registry.streams()[1].get());
    EXPECT_EQ(registry.find("Yard"), nullptr);
    EXPECT_EQ(registry.find(""), nullptr);
}

}  // namespace
}  // namespace cordon::trusted::stream
