// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipelines/untrusted/rtsp/transport_choice.hpp"

namespace cordon::untrusted::rtsp {

// The interleaved channels of one track (RFC 2326 section 10.12).
struct Channels {
    std::uint8_t rtp = 0;
    std::uint8_t rtcp = 1;

    friend bool operator==(const Channels&, const Channels&) = default;
};

// The Transport header (RFC 2326 section 12.39) that asks for RTP over this TCP connection on these channels.
std::string interleaved_transport(Channels channels);
// The one that asks for it by UDP to these ports of ours, RTP to the first and RTCP to the next.
std::string udp_transport(std::uint16_t rtp_port);
// The one that asks for the camera's multicast group.
std::string multicast_transport();

// What a camera's reply to it says, as far as it matters. Never where to: source and destination are not
// followed, but for a group to join, which is checked to be one when it is.
struct TransportReply {
    bool over_tcp = false;             // names channels, or "RTP/AVP/TCP"
    std::optional<Channels> channels;  // "interleaved=4-5", or "interleaved=4" for 4 and 5
    std::uint16_t server_port = 0;     // where RTP comes from; 0 when it does not say
    std::uint16_t group_port = 0;      // where a group's RTP goes; 0 when it does not say
    std::string group;  // the address of the group, a camera's words; empty when it does not say
};

// Of several transports, or parameters, the first that make sense count. Old cameras forget "/TCP".
TransportReply parse_transport(std::string_view transport);

}  // namespace cordon::untrusted::rtsp
