// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/log.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

template <typename Write>
std::string logged(const Write& write) {
    testing::internal::CaptureStderr();
    write();
    return testing::internal::GetCapturedStderr();
}

TEST(Log, IsOneLineWithALetterForTheLevel) {
    EXPECT_EQ(logged([] { log_info("camera up"); }), "I camera up\n");
    EXPECT_EQ(logged([] { log_warning("camera slow"); }), "W camera slow\n");
    EXPECT_EQ(logged([] { log_error("camera gone"); }), "E camera gone\n");
}

TEST(Log, CutsALongMessageAtAThousandBytes) {
    const std::string line = logged([] { log_info(std::string(5000, 'x')); });
    EXPECT_EQ(line, "I " + std::string(1000, 'x') + "\n");
}

TEST(Log, AnEmptyMessageIsALineToo) {
    EXPECT_EQ(logged([] { log_info(""); }), "I \n");
}

}  // namespace
}  // namespace cordon::base
