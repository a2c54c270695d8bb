// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// The part of the dialogue that agrees on a way for the packets: SETUP and its detours (RFC 2326
// section 10.4).
#include <utility>

#include "pipelines/untrusted/rtsp/dialogue.hpp"
#include "pipelines/untrusted/rtsp/session_header.hpp"

namespace cordon::untrusted::rtsp {

using boundary::CameraOddity;

std::string Dialogue::transport_header() const {
    const bool other = stage_ == Stage::kSetupOthers;
    switch (memory_.transport.current()) {
        case TransportWay::kUdp:
            // Nobody listens where the other tracks' packets go.
            return udp_transport(static_cast<std::uint16_t>(client_port_ + (other ? 2 : 0)));
        case TransportWay::kMulticast:
            return multicast_transport();
        case TransportWay::kTcp:
            break;
    }
    const auto channel = static_cast<std::uint8_t>(2 * other_urls_.size());
    return interleaved_transport(other ? Channels{channel, static_cast<std::uint8_t>(channel + 1)}
                                       : agreement_.channels);
}

Dialogue::Step Dialogue::set_up() {
    if (memory_.transport.current() == TransportWay::kUdp) {
        stage_ = Stage::kSetup;
        return OpenPorts{};
    }
    return say(Stage::kSetup);
}

Dialogue::Step Dialogue::on_ports(std::uint16_t rtp_port) {
    if (rtp_port == 0) {
        return Finish{SessionEnd::kNoTransport, "no pair of UDP ports is free here"};
    }
    client_port_ = rtp_port;
    return say(Stage::kSetup);
}

Dialogue::Step Dialogue::on_set_up(const Response& response) {
    follow_session(response);
    const auto header = response.headers.find("Transport").value_or("");
    auto reply = parse_transport(header);
    const TransportWay asked = memory_.transport.current();
    agreement_.way = asked;
    if (asked == TransportWay::kTcp || (asked == TransportWay::kUdp && reply.over_tcp)) {
        // Whatever else it says, it was asked for TCP: old cameras forget to confirm that.
        agreement_.way = TransportWay::kTcp;
        agreement_.channels = reply.channels.value_or(agreement_.channels);
        if (asked != TransportWay::kTcp || !reply.channels) {
            facts_.note(CameraOddity::kOddTransport);
        }
    } else if (asked == TransportWay::kUdp) {
        agreement_.server_port = reply.server_port;
        if (reply.server_port == 0) {
            facts_.note(CameraOddity::kOddTransport);
        }
    } else {
        agreement_.group = reply.group.empty() ? described_group_ : std::move(reply.group);
        agreement_.group_port = reply.group_port;
    }
    return memory_.needs_other_tracks ? set_up_next_other() : say(Stage::kPlay);
}

Dialogue::Step Dialogue::set_up_next_other() {
    facts_.note(CameraOddity::kNeedsOtherTracks);
    return say(other_urls_.empty() ? Stage::kPlay : Stage::kSetupOthers);
}

Dialogue::Step Dialogue::on_setup_refused(const Response& response) {
    const unsigned status = response.status;
    const bool final = status < 400 || status == 403 || status == 404 || status == 453 || status == 503;
    if (final || !memory_.transport.fall_back()) {
        return failure(method(), status);
    }
    facts_.note(CameraOddity::kTransportFellBack);
    return set_up();
}

void Dialogue::follow_session(const Response& response) {
    const auto session = parse_session_header(response.headers.find("Session").value_or(""));
    if (!session.id.empty()) {
        session_id_ = session.id;
    }
    keepalive_.set_timeout(session.timeout.value_or(keepalive_.timeout()));
}

}  // namespace cordon::untrusted::rtsp
