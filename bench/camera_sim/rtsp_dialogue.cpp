// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtsp_dialogue.hpp"

#include <limits>
#include <optional>
#include <utility>

#include "bench/camera_sim/session_description.hpp"
#include "bench/command_line.hpp"

namespace cordon::bench {
namespace {

constexpr std::uint16_t kRtspPort = 554;

// The RTP channel a Transport header asks for: TCP, interleaved on two neighbouring channels.
std::optional<std::uint8_t> requested_channel(std::string_view transport) {
    constexpr std::string_view kKey = "interleaved=";
    if (!transport.starts_with("RTP/AVP/TCP;")) {
        return std::nullopt;
    }
    const auto key = transport.find(kKey);
    if (key == std::string_view::npos) {
        return 0;
    }
    std::string_view value = transport.substr(key + kKey.size());
    value = value.substr(0, value.find(';'));
    const auto dash = value.find('-');
    const auto rtp = parse_number(value.substr(0, dash), 0, 254);
    const auto rtcp = parse_number(dash == std::string_view::npos ? "" : value.substr(dash + 1), 1, 255);
    if (!rtp || rtcp != *rtp + 1) {
        return std::nullopt;
    }
    return static_cast<std::uint8_t>(*rtp);
}

}  // namespace

RtspDialogue::RtspDialogue(CameraTraits traits, std::string address, std::uint16_t port,
                           std::string description, base::MonotonicTime now)
    : traits_(std::move(traits)),
      address_(std::move(address)),
      port_(port),
      description_(std::move(description)),
      authenticator_(traits_.credentials),
      last_sign_of_life_(now) {}

std::string RtspDialogue::url() const {
    return "rtsp://" + address_ + ":" + std::to_string(port_) + traits_.path;
}

RtspDialogue::Target RtspDialogue::target_of(const std::string& uri) const {
    std::string_view rest = uri;
    const std::string bare = "rtsp://" + address_;
    const std::string full = bare + ":" + std::to_string(port_);
    if (rest.starts_with(full + "/")) {
        rest.remove_prefix(full.size());
    } else if (port_ == kRtspPort && rest.starts_with(bare + "/")) {
        rest.remove_prefix(bare.size());
    } else {
        return Target::kNone;
    }
    if (rest == traits_.path || rest == traits_.path + "/") {
        return Target::kAggregate;
    }
    return rest == traits_.path + "/" + kVideoControl ? Target::kTrack : Target::kNone;
}

bool RtspDialogue::is_own_session(const RtspRequest& request) const {
    const std::string_view given = request.header("Session");
    return !session_.empty() && given.substr(0, given.find(';')) == session_;
}

std::string RtspDialogue::head(const RtspRequest& request, const char* status) const {
    return std::string("RTSP/1.0 ") + status + "\r\nCSeq: " + std::string(request.header("CSeq")) + "\r\n";
}

RtspDialogue::Reply RtspDialogue::refuse(const RtspRequest& request, const char* status) const {
    return {head(request, status) + "\r\n"};
}

RtspDialogue::Reply RtspDialogue::unauthorized(const RtspRequest& request) const {
    std::string text = head(request, "401 Unauthorized");
    for (const std::string& challenge : authenticator_.challenges()) {
        text += "WWW-Authenticate: " + challenge + "\r\n";
    }
    return {text + "\r\n"};
}

RtspDialogue::Reply RtspDialogue::answer(const RtspRequest& request, StreamPoint point,
                                         base::MonotonicTime now) {
    const auto cseq = parse_number(request.header("CSeq"), 0, std::numeric_limits<std::int64_t>::max());
    if (!cseq || *cseq <= last_cseq_) {
        return {head(request, "400 Bad Request") + "\r\n", Action::kClose};
    }
    last_cseq_ = *cseq;
    if (request.method == "OPTIONS") {
        if (is_own_session(request)) {
            last_sign_of_life_ = now;
        }
        return {head(request, "200 OK") +
                "Public: OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER\r\n\r\n"};
    }
    const Target target = target_of(request.uri);
    if (target == Target::kNone) {
        return refuse(request, "404 Not Found");
    }
    if (!authenticator_.accepts(request)) {
        return unauthorized(request);
    }
    if (request.method == "DESCRIBE") {
        return describe(request);
    }
    if (request.method == "SETUP") {
        last_sign_of_life_ = now;
        return target == Target::kTrack ? set_up(request)
                                        : refuse(request, "459 Aggregate Operation Not Allowed");
    }
    if (!is_own_session(request)) {
        return refuse(request,
                      session_.empty() ? "455 Method Not Valid in This State" : "454 Session Not Found");
    }
    last_sign_of_life_ = now;
    const std::string session = "Session: " + session_ + "\r\n\r\n";
    if (request.method == "PLAY") {
        return play(request, point);
    }
    if (request.method == "PAUSE") {
        return {head(request, "200 OK") + session, Action::kPause};
    }
    if (request.method == "GET_PARAMETER") {
        return {head(request, "200 OK") + session};
    }
    if (request.method == "TEARDOWN") {
        session_.clear();
        return {head(request, "200 OK") + session, Action::kClose};
    }
    return refuse(request, "501 Not Implemented");
}

RtspDialogue::Reply RtspDialogue::describe(const RtspRequest& request) {
    return {head(request, "200 OK") + "Content-Type: application/sdp\r\nContent-Base: " + url() +
            "/\r\nContent-Length: " + std::to_string(description_.size()) + "\r\n\r\n" + description_};
}

RtspDialogue::Reply RtspDialogue::set_up(const RtspRequest& request) {
    if (!session_.empty()) {
        return refuse(request, "455 Method Not Valid in This State");
    }
    const auto channel = requested_channel(request.header("Transport"));
    if (!channel) {
        return refuse(request, "461 Unsupported Transport");
    }
    rtp_channel_ = *channel;
    session_ = random_hex(8);
    return {head(request, "200 OK") +
            "Transport: RTP/AVP/TCP;unicast;interleaved=" + std::to_string(rtp_channel_) + "-" +
            std::to_string(rtp_channel_ + 1) + "\r\nSession: " + session_ +
            ";timeout=" + std::to_string(traits_.session_timeout.count()) + "\r\n\r\n"};
}

RtspDialogue::Reply RtspDialogue::play(const RtspRequest& request, StreamPoint point) {
    return {head(request, "200 OK") + "Session: " + session_ + "\r\nRange: npt=now-\r\nRTP-Info: url=" +
                url() + "/" + kVideoControl + ";seq=" + std::to_string(point.sequence) +
                ";rtptime=" + std::to_string(point.rtp_timestamp) + "\r\n\r\n",
            Action::kPlay};
}

void RtspDialogue::note_frame(const InterleavedFrame& frame, base::MonotonicTime now) {
    if (!session_.empty() && frame.channel == rtp_channel_ + 1U) {
        last_sign_of_life_ = now;
    }
}

bool RtspDialogue::expired(base::MonotonicTime now) const {
    return now - last_sign_of_life_ > traits_.session_timeout;
}

}  // namespace cordon::bench
