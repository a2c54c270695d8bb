// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/transport_negotiation.hpp"

#include <algorithm>

#include "bench/camera_sim/rtsp_message.hpp"
#include "bench/command_line.hpp"

namespace cordon::bench {
namespace {

using Way = MediaTransport::Way;

std::string_view take(std::string_view& rest, char separator) {
    const auto at = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return part;
}

// "4-5": neighbours, the first of them.
std::optional<std::int64_t> first_of_pair(std::string_view text, std::int64_t most) {
    const auto first = parse_number(take(text, '-'), 0, most - 1);
    const auto second = parse_number(text, 1, most);
    return first && second == *first + 1 ? first : std::nullopt;
}

// One alternative of the header, where it makes sense.
std::optional<MediaTransport> parse_alternative(std::string_view text) {
    const auto profile = take(text, ';');
    const bool tcp = same_name(profile, "RTP/AVP/TCP");
    if (!tcp && !same_name(profile, "RTP/AVP") && !same_name(profile, "RTP/AVP/UDP")) {
        return std::nullopt;
    }
    MediaTransport transport;
    transport.way = tcp ? Way::kInterleaved : Way::kUdp;
    bool has_port = tcp;
    while (!text.empty()) {
        auto parameter = take(text, ';');
        const auto name = take(parameter, '=');
        if (same_name(name, "multicast") && !tcp) {
            transport.way = Way::kMulticast;
            has_port = true;
        } else if (same_name(name, "interleaved") && tcp) {
            const auto channel = first_of_pair(parameter, 255);
            has_port = channel.has_value();
            transport.rtp_channel = static_cast<std::uint8_t>(channel.value_or(0));
        } else if (same_name(name, "client_port")) {
            const auto port = first_of_pair(parameter, 65535);
            has_port |= port.has_value();
            transport.client_port = static_cast<std::uint16_t>(port.value_or(0));
        }
    }
    return has_port ? std::optional(transport) : std::nullopt;
}

const char* refusal_of(const MediaTransport& transport, const QuirkSet& quirks) {
    constexpr const char* kUnsupported = "461 Unsupported Transport";
    const bool multicast_only =
        quirks.has(Quirk::kMulticastOnly) || quirks.has(Quirk::kMulticastFromDescription);
    switch (transport.way) {
        case Way::kInterleaved:
            return quirks.has(Quirk::kUdpOnly) || multicast_only ? kUnsupported : nullptr;
        case Way::kUdp:
            return quirks.has(Quirk::kUdpNotAcceptable)                   ? "406 Not Acceptable"
                   : quirks.has(Quirk::kUdpUnsupported) || multicast_only ? kUnsupported
                                                                          : nullptr;
        case Way::kMulticast:
            return multicast_only ? nullptr : kUnsupported;
    }
    return kUnsupported;
}

std::string pair_of(unsigned first) {
    return std::to_string(first) + "-" + std::to_string(first + 1);
}

std::string interleaved_line(std::uint8_t channel, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kTransportWithoutTcp)) {
        return "RTP/AVP;unicast;interleaved=" + pair_of(channel);
    }
    if (quirks.has(Quirk::kTransportWithoutChannels)) {
        return "RTP/AVP/TCP;unicast";
    }
    if (quirks.has(Quirk::kTransportSsrcFirst)) {
        return "RTP/AVP/TCP;ssrc=1449463210;unicast;interleaved=" + pair_of(channel);
    }
    const std::string channels =
        quirks.has(Quirk::kTransportOneChannel) ? std::to_string(channel) : pair_of(channel);
    return "RTP/AVP/TCP;unicast;interleaved=" + channels +
           (quirks.has(Quirk::kTransportSsrcBlanks) ? ";ssrc=     D93FF;mode=\"PLAY\"" : "") +
           (quirks.has(Quirk::kTransportEmptySource) ? ";source=;destination=" : "");
}

}  // namespace

Negotiation negotiate(std::string_view transport, const QuirkSet& quirks) {
    Negotiation outcome;
    while (!transport.empty()) {
        auto wanted = parse_alternative(take(transport, ','));
        if (!wanted) {
            continue;
        }
        if (const char* const refusal = refusal_of(*wanted, quirks)) {
            outcome.refusal = refusal;
            continue;
        }
        if (wanted->way == Way::kUdp && quirks.has(Quirk::kUdpAnsweredWithTcp)) {
            wanted = MediaTransport{};
        }
        if (quirks.has(Quirk::kTransportOtherChannels)) {
            wanted->rtp_channel = 10;
        } else if (quirks.has(Quirk::kTransportWithoutChannels) || quirks.has(Quirk::kTransportAbsent)) {
            wanted->rtp_channel = 0;
        }
        outcome.chosen = wanted;
        break;
    }
    return outcome;
}

std::string multicast_group_of(std::string_view camera) {
    const auto dot = camera.find('.');
    return dot == std::string_view::npos ? "239.77.0.1" : "239" + std::string(camera.substr(dot));
}

std::string transport_line(const MediaTransport& transport, std::uint16_t server_port,
                           std::string_view camera, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kTransportAbsent)) {
        return "";
    }
    std::string value;
    switch (transport.way) {
        case Way::kInterleaved:
            value = interleaved_line(transport.rtp_channel, quirks);
            break;
        case Way::kUdp:
            value = "RTP/AVP;unicast;client_port=" + pair_of(transport.client_port);
            value += quirks.has(Quirk::kUdpPortAbsent) ? ""
                     : quirks.has(Quirk::kUdpPortZero) ? ";server_port=0-0"
                                                       : ";server_port=" + pair_of(server_port);
            break;
        case Way::kMulticast:
            value = "RTP/AVP;multicast";
            if (!quirks.has(Quirk::kMulticastFromDescription)) {
                value += ";destination=" + multicast_group_of(camera);
            }
            value += ";port=" + pair_of(kMulticastPort) + ";ttl=1";
            break;
    }
    return "Transport: " + value + "\r\n";
}

}  // namespace cordon::bench
