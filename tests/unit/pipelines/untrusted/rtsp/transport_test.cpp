// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/transport.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

std::optional<Channels> parse_channels(std::string_view text) {
    return parse_transport(text).channels;
}

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

TEST(RtspTransport, AsksForAPairOfPortsOrForTheGroup) {
    EXPECT_EQ(udp_transport(5000), "RTP/AVP;unicast;client_port=5000-5001");
    EXPECT_EQ(multicast_transport(), "RTP/AVP;multicast");
}

TEST(RtspTransport, KnowsWhereUdpComesFromAndWhereAGroupIs) {
    const auto unicast = parse_transport("RTP/AVP/UDP;unicast;client_port=5000-5001;server_port=6970-6971");
    EXPECT_FALSE(unicast.over_tcp);
    EXPECT_EQ(unicast.server_port, 6970);
    const auto group = parse_transport("RTP/AVP;multicast;destination=239.1.2.3;port=15000-15001;ttl=5");
    EXPECT_EQ(group.group, "239.1.2.3");
    EXPECT_EQ(group.group_port, 15000);
}

TEST(RtspTransport, HasNoPortWhereNoneMakesSense) {
    for (const char* value : {"", "RTP/AVP;unicast", "server_port=", "server_port=0-0", "server_port=70000",
                              "server_port=-1", "server_port=65535-65536"}) {
        EXPECT_EQ(parse_transport(value).server_port, 0) << value;
    }
    EXPECT_TRUE(parse_transport("destination=" + std::string(100, '1')).group.empty());
}

TEST(RtspTransport, SeesATcpAnswerWhateverWasAsked) {
    EXPECT_TRUE(parse_transport("RTP/AVP/TCP;unicast").over_tcp);
    EXPECT_TRUE(parse_transport("RTP/AVP;unicast;interleaved=0-1").over_tcp);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
