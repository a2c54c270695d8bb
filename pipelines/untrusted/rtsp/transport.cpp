// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/transport.hpp"

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

std::string interleaved_transport(Channels channels) {
    return "RTP/AVP/TCP;unicast;interleaved=" + std::to_string(channels.rtp) + '-' +
           std::to_string(channels.rtcp);
}

std::optional<Channels> parse_channels(std::string_view transport) {
    // Several transports are separated by commas, their parameters by semicolons: the first channels found
    // are the ones.
    while (!transport.empty()) {
        auto alternative = take_part(transport, ',');
        while (!alternative.empty()) {
            auto parameter = take_part(alternative, ';');
            if (!same_word(take_part(parameter, '='), "interleaved")) {
                continue;
            }
            const auto rtp = parse_number<std::uint8_t>(take_part(parameter, '-'));
            const auto rtcp = parse_number<std::uint8_t>(trimmed(parameter));
            if (!rtp || *rtp == 255) {
                return std::nullopt;
            }
            const auto next = static_cast<std::uint8_t>(*rtp + 1);
            return Channels{*rtp, rtcp && *rtcp != *rtp ? *rtcp : next};
        }
    }
    return std::nullopt;
}

}  // namespace cordon::untrusted::rtsp
