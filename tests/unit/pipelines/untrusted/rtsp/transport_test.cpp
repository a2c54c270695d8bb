// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/transport.hpp"

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

TEST(RtspTransport, AsksForInterleavedChannels) {
    EXPECT_EQ(interleaved_transport({2, 3}), "RTP/AVP/TCP;unicast;interleaved=2-3");
}

TEST(RtspTransport, ReadsTheChannelsOfARealReply) {
    const Channels first{0, 1};
    EXPECT_EQ(parse_channels("RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=30A98EE7"), first);
    EXPECT_EQ(parse_channels("RTP/AVP/TCP;unicast;destination=192.0.2.1;source=192.0.2.2;interleaved=0-1"),
              first);
    EXPECT_EQ(parse_channels("RTP/AVP;unicast;mode=PLAY; Interleaved = 0-1 ;ssrc=     D93FF"), first);
    EXPECT_EQ(parse_channels("RTP/AVP;unicast;client_port=1-2,RTP/AVP/TCP;interleaved=4-5"),
              (Channels{4, 5}));
}

TEST(RtspTransport, MakesAPairOfASingleChannel) {
    EXPECT_EQ(parse_channels("RTP/AVP/TCP;interleaved=6"), (Channels{6, 7}));
    EXPECT_EQ(parse_channels("RTP/AVP/TCP;interleaved=6-6"), (Channels{6, 7}));
    EXPECT_EQ(parse_channels("RTP/AVP/TCP;interleaved=6-300"), (Channels{6, 7}));
}

TEST(RtspTransport, HasNoneWhereNoneMakesSense) {
    for (const char* value : {"", "RTP/AVP/TCP;unicast", "interleaved", "interleaved=", "interleaved=-1",
                              "interleaved=256-257", "interleaved=255", "interleaved=a-b", ";;,,;"}) {
        EXPECT_FALSE(parse_channels(value).has_value()) << value;
    }
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
