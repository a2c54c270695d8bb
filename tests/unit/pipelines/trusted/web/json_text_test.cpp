// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/json_text.hpp"

#include <gtest/gtest.h>

namespace cordon::trusted::web {
namespace {

TEST(JsonText, EscapesWhatAStringMayNotHold) {
    EXPECT_EQ(json_string("a\"b\\c\n\x01\xc3\xa9"), "\"a\\\"b\\\\c\\u000a\\u0001\xc3\xa9\"");
}

TEST(JsonText, WritesMomentsInUtcWithMilliseconds) {
    using namespace std::chrono;
    EXPECT_EQ(iso_utc(system_clock::time_point(milliseconds(1772373802125))), "2026-03-01T14:03:22.125Z");
    EXPECT_EQ(iso_utc(system_clock::time_point(seconds(0))), "1970-01-01T00:00:00.000Z");
}

TEST(JsonText, HasNoMomentForNever) {
    const base::MonotonicTime now{std::chrono::seconds(10)};
    EXPECT_EQ(json_moment({}, now, {}), "null");
}

}  // namespace
}  // namespace cordon::trusted::web
