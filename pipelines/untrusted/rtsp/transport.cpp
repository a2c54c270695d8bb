// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/transport.hpp"

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kLongestAddress = 45;  // of IPv6, in text

std::optional<Channels> parse_channels(std::string_view text) {
    const auto rtp = parse_number<std::uint8_t>(take_part(text, '-'));
    const auto rtcp = parse_number<std::uint8_t>(trimmed(text));
    if (!rtp || *rtp == 255) {
        return std::nullopt;
    }
    const auto next = static_cast<std::uint8_t>(*rtp + 1);
    return Channels{*rtp, rtcp && *rtcp != *rtp ? *rtcp : next};
}

// The first of a pair of ports.
std::uint16_t parse_port(std::string_view text) {
    const auto port = parse_number<std::uint16_t>(take_part(text, '-'));
    return port && *port < 65535 ? *port : std::uint16_t{0};
}

void apply(std::string_view name, std::string_view value, TransportReply& reply) {
    if (same_word(name, "RTP/AVP/TCP")) {
        reply.over_tcp = true;
    } else if (same_word(name, "interleaved") && !reply.channels) {
        reply.channels = parse_channels(value);
        reply.over_tcp = true;
    } else if (same_word(name, "server_port") && reply.server_port == 0) {
        reply.server_port = parse_port(value);
    } else if (same_word(name, "port") && reply.group_port == 0) {
        reply.group_port = parse_port(value);
    } else if (same_word(name, "destination") && reply.group.empty() && value.size() <= kLongestAddress) {
        reply.group = value;
    }
}

std::string pair_from(unsigned first) {
    return std::to_string(first) + '-' + std::to_string(first + 1);
}

}  // namespace

std::string interleaved_transport(Channels channels) {
    return "RTP/AVP/TCP;unicast;interleaved=" + std::to_string(channels.rtp) + '-' +
           std::to_string(channels.rtcp);
}

std::string udp_transport(std::uint16_t rtp_port) {
    return "RTP/AVP;unicast;client_port=" + pair_from(rtp_port);
}

std::string multicast_transport() {
    return "RTP/AVP;multicast";
}

TransportReply parse_transport(std::string_view transport) {
    // Several transports are separated by commas, their parameters by semicolons.
    TransportReply reply;
    while (!transport.empty()) {
        auto alternative = take_part(transport, ',');
        while (!alternative.empty()) {
            auto parameter = take_part(alternative, ';');
            const auto name = take_part(parameter, '=');
            apply(name, trimmed(parameter), reply);
        }
    }
    return reply;
}

}  // namespace cordon::untrusted::rtsp
