// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/session_description.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::HasSubstr;

TEST(SessionDescription, CarriesH264ParameterSetsOutOfBand) {
    Clip clip;
    clip.parameter_sets = {{0x67, 0x4D, 0x40, 0x1F, 1, 2}, {0x68, 0xEE}};
    const std::string text = session_description(clip, "10.0.0.1");
    EXPECT_THAT(text, HasSubstr("o=- 1 1 IN IP4 10.0.0.1\r\n"));
    EXPECT_THAT(text, HasSubstr("a=rtpmap:96 H264/90000\r\n"));
    EXPECT_THAT(
        text,
        HasSubstr("packetization-mode=1;profile-level-id=4D401F;sprop-parameter-sets=Z01AHwEC,aO4=\r\n"));
    EXPECT_THAT(text, HasSubstr("a=control:trackID=1\r\n"));
}

TEST(SessionDescription, CarriesH265ParameterSetsByKind) {
    Clip clip;
    clip.codec = ClipCodec::kH265;
    clip.parameter_sets = {{32 << 1, 1}, {33 << 1, 1}, {34 << 1, 1}};
    EXPECT_THAT(session_description(clip, "10.0.0.1"),
                HasSubstr("a=fmtp:96 sprop-vps=QAE=;sprop-sps=QgE=;sprop-pps=RAE=\r\n"));
}

}  // namespace
}  // namespace cordon::bench
