// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session_header.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::seconds;

TEST(RtspSessionHeader, ReadsTheIdAndTheTimeoutWhateverTheBlanks) {
    for (const char* value : {"708345999;timeout=60", "       708345999;timeout=60", "708345999 ; timeout=60",
                              "708345999;Timeout = 60 ;x"}) {
        const auto header = parse_session_header(value);
        EXPECT_EQ(header.id, "708345999") << value;
        EXPECT_EQ(header.timeout, seconds(60)) << value;
    }
}

TEST(RtspSessionHeader, HasNoTimeoutWhereNoneMakesSense) {
    for (const char* value : {"1", "1;timeout=", "1;timeout=0", "1;timeout=-1", "1;timeout=4294967296",
                              "1;x=60", "1;timeout=86401"}) {
        EXPECT_FALSE(parse_session_header(value).timeout.has_value()) << value;
    }
}

TEST(RtspSessionHeader, HasNoIdWhereItCouldNotBeSentBack) {
    EXPECT_EQ(parse_session_header("").id, "");
    EXPECT_EQ(parse_session_header("a b;timeout=5").id, "");
    EXPECT_EQ(parse_session_header(std::string(257, 'x')).id, "");
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
