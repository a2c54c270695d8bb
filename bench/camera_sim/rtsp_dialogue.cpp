// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtsp_dialogue.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "bench/camera_sim/keepalive_rules.hpp"
#include "bench/camera_sim/session_description.hpp"
#include "bench/command_line.hpp"

namespace cordon::bench {
namespace {

constexpr std::uint16_t kRtspPort = 554;
constexpr const char* kElsewhere = "rtsp://192.0.2.66/stream";  // nobody's address (RFC 5737)
constexpr std::chrono::seconds kNonceLife{60};

}  // namespace

RtspDialogue::RtspDialogue(CameraTraits traits, StreamUrl url, std::string description,
                           CameraSessions& sessions, OpenPorts open_ports, base::MonotonicTime now)
    : traits_(std::move(traits)),
      url_(std::move(url)),
      description_(std::move(description)),
      sessions_(&sessions),
      open_ports_(std::move(open_ports)),
      authenticator_(traits_.credentials, traits_.quirks),
      nonce_since_(now),
      last_sign_of_life_(now) {
    if (has(Quirk::kCloseAfter401)) {
        authenticator_.set_nonce(sessions_->nonce());
    }
}

std::string RtspDialogue::track_uri() const {
    if (has(Quirk::kControlAbsent)) {
        return url_.path;
    }
    return url_.path + "/" + kVideoControl +
           (has(Quirk::kControlAbsoluteQuery) ? "?transportmode=unicast&profile=Profile_1" : "");
}

RtspDialogue::Target RtspDialogue::target_of(const std::string& uri) const {
    std::string_view rest = uri;
    // Inside TLS clients write either scheme.
    const std::string scheme = url_.scheme == "rtsps" && rest.starts_with("rtsp:") ? "rtsp" : url_.scheme;
    // Whoever gave out such a URL takes it back: of those it looks at the path alone.
    const bool any_host = has(Quirk::kContentBaseOtherHost) || has(Quirk::kContentBaseOtherPort) ||
                          has(Quirk::kContentBaseCredentials) || has(Quirk::kContentBaseMapped);
    const std::string bare = scheme + "://" + url_.address;
    const std::string full = bare + ":" + std::to_string(url_.port);
    if (rest.starts_with(full + "/")) {
        rest.remove_prefix(full.size());
    } else if (url_.port == kRtspPort && rest.starts_with(bare + "/")) {
        rest.remove_prefix(bare.size());
    } else if (const auto host = rest.find("://"); any_host && host != std::string_view::npos) {
        rest.remove_prefix(std::min(rest.find('/', host + 3), rest.size()));
    } else {
        return Target::kNone;
    }
    if (rest == track_uri() && !has(Quirk::kControlAbsent)) {
        return Target::kTrack;
    }
    if (rest == url_.path + "/" + kOtherControl && describes_another_track(traits_.quirks)) {
        return Target::kOtherTrack;
    }
    return rest == url_.path || rest == url_.path + "/" ? Target::kAggregate : Target::kNone;
}

bool RtspDialogue::is_own_session(const RtspRequest& request) const {
    if (has(Quirk::kSessionAbsent)) {
        return !session_.empty();
    }
    const std::string_view given = request.header("Session");
    return !session_.empty() && given.substr(0, given.find(';')) == session_;
}

std::string RtspDialogue::head(const RtspRequest& request, const char* status) const {
    return std::string("RTSP/1.0 ") + status + "\r\n" + sequence_line(request.header("CSeq"), traits_.quirks);
}

RtspDialogue::Reply RtspDialogue::refuse(const RtspRequest& request, const char* status) const {
    return {head(request, status) + "\r\n"};
}

RtspDialogue::Reply RtspDialogue::unauthorized(const RtspRequest& request) {
    std::string text =
        head(request, has(Quirk::kOddUnauthorizedReason) ? "401 ClientUnAuthorized" : "401 Unauthorized");
    for (const std::string& challenge : authenticator_.challenges()) {
        text += "WWW-Authenticate: " + challenge + "\r\n";
    }
    if (!request.header("Authorization").empty()) {
        sessions_->note_refused_password();
    }
    return {text + "\r\n", has(Quirk::kCloseAfter401) ? Action::kClose : Action::kNone};
}

bool RtspDialogue::is_admitted(const RtspRequest& request, base::MonotonicTime now) {
    if (request.method == "OPTIONS" && !has(Quirk::kOptionsUnauthorized)) {
        return true;
    }
    if (has(Quirk::kUserAgentRequired) && request.method == "DESCRIBE" &&
        request.header("User-Agent").empty()) {
        return false;
    }
    const bool nonce_is_old = has(Quirk::kNonceExpires) && now - nonce_since_ >= kNonceLife;
    const bool renews = has(Quirk::kNewNonceAtPlay) && request.method == "PLAY" &&
                        !std::exchange(nonce_was_renewed_at_play_, true);
    if (nonce_is_old || renews) {
        authenticator_.renew_nonce();
        nonce_since_ = now;
    }
    return authenticator_.accepts(request);
}

RtspDialogue::Reply RtspDialogue::answer(const RtspRequest& request, StreamPoint point,
                                         base::MonotonicTime now) {
    const auto cseq = parse_number(request.header("CSeq"), 0, std::numeric_limits<std::int64_t>::max());
    if (!cseq || *cseq <= last_cseq_) {
        return {head(request, "400 Bad Request") + "\r\n", Action::kClose};
    }
    last_cseq_ = *cseq;
    const Target target = target_of(request.uri);
    if (target == Target::kNone && request.method != "OPTIONS") {
        return refuse(request, "404 Not Found");
    }
    if (!is_admitted(request, now)) {
        return unauthorized(request);
    }
    if (request.method == "OPTIONS") {
        return answer_options(request, now);
    }
    if (request.method == "DESCRIBE") {
        return describe(request);
    }
    if (request.method == "SETUP") {
        return set_up(request, target, now);
    }
    if (!is_own_session(request)) {
        return refuse(request,
                      session_.empty() ? "455 Method Not Valid in This State" : "454 Session Not Found");
    }
    if (request_keeps_alive(request.method, traits_.quirks)) {
        note_sign_of_life(now);
    }
    if (request.method == "PLAY") {
        return play(request, point);
    }
    if (request.method == "PAUSE") {
        return {head(request, "200 OK") + played_session_line(session_, traits_.quirks) + "\r\n",
                Action::kPause};
    }
    if (request.method == "GET_PARAMETER") {
        return get_parameter(request);
    }
    if (request.method == "SET_PARAMETER") {
        return {head(request, "200 OK") + played_session_line(session_, traits_.quirks) + "\r\n"};
    }
    return request.method == "TEARDOWN" ? tear_down(request) : refuse(request, "501 Not Implemented");
}

RtspDialogue::Reply RtspDialogue::answer_options(const RtspRequest& request, base::MonotonicTime now) {
    if (is_own_session(request) && request_keeps_alive(request.method, traits_.quirks)) {
        note_sign_of_life(now);
    }
    if (has(Quirk::kOptions404) || has(Quirk::kOptions501)) {
        return refuse(request, has(Quirk::kOptions404) ? "404 Not Found" : "501 Not Implemented");
    }
    return {
        head(request, "200 OK") + public_line(traits_.quirks) +
        (has(Quirk::kSessionInOptions) && session_.empty() ? "Session: 1185d20035702ca\r\n\r\n" : "\r\n")};
}

RtspDialogue::Reply RtspDialogue::describe(const RtspRequest& request) {
    if (has(Quirk::kRedirect)) {
        return {head(request, "302 Moved Temporarily") + "Location: " + kElsewhere + "\r\n\r\n"};
    }
    if (has(Quirk::kNotFound)) {
        return refuse(request, "404 Not Found");
    }
    return {head(request, "200 OK") + content_type_line(traits_.quirks) +
            content_base_line(url_, traits_.quirks) +
            "Content-Length: " + std::to_string(description_.size()) + "\r\n\r\n" + description_};
}

RtspDialogue::Reply RtspDialogue::set_up(const RtspRequest& request, Target target, base::MonotonicTime now) {
    last_sign_of_life_ = now;
    if (has(Quirk::kSetupRedirect)) {
        return {head(request, "302 Moved Temporarily") + "Location: " + kElsewhere + "\r\n\r\n"};
    }
    if (has(Quirk::kSessionLimit453) ||
        (has(Quirk::kOneSession) && session_.empty() && sessions_->is_held(now))) {
        return refuse(request, "453 Not Enough Bandwidth");
    }
    if (has(Quirk::kSessionLimit503)) {
        return refuse(request, "503 Service Unavailable");
    }
    const bool video =
        target == Target::kTrack || (target == Target::kAggregate && has(Quirk::kControlAbsent));
    if (target == Target::kOtherTrack && has(Quirk::kBackchannel)) {
        return refuse(request, "551 Option not supported");
    }
    if (!video && target != Target::kOtherTrack) {
        return refuse(request, "459 Aggregate Operation Not Allowed");
    }
    if (!session_.empty() && (video ? video_is_set_up_ : !is_own_session(request))) {
        return refuse(request, "455 Method Not Valid in This State");
    }
    const auto negotiation = negotiate(request.header("Transport"), traits_.quirks);
    if (!negotiation.chosen) {
        return refuse(request, negotiation.refusal);
    }
    std::uint16_t server_port = 0;
    if (video) {
        transport_ = *negotiation.chosen;
        if (transport_.way != MediaTransport::Way::kInterleaved) {
            server_port = open_ports_(transport_);
            if (server_port == 0) {
                return refuse(request, "500 Internal Server Error");
            }
        }
    }
    (video ? video_is_set_up_ : other_is_set_up_) = true;
    if (session_.empty()) {
        session_ = random_hex(8);
        sessions_->note_set_up();
    }
    if (has(Quirk::kOneSession)) {
        sessions_->hold(session_, now, traits_.session_timeout);
    }
    return {head(request, "200 OK") +
            transport_line(*negotiation.chosen, server_port, url_.address, traits_.quirks) +
            session_line(session_, traits_.session_timeout, traits_.quirks) + "\r\n"};
}

RtspDialogue::Reply RtspDialogue::play(const RtspRequest& request, StreamPoint point) {
    if (!video_is_set_up_ || (has(Quirk::kNeedsAllTracks) && !other_is_set_up_)) {
        return refuse(request, "455 Method Not Valid in This State");
    }
    if (has(Quirk::kSessionIdChanges)) {
        sessions_->release(std::exchange(session_, random_hex(8)));
        if (has(Quirk::kOneSession)) {
            sessions_->hold(session_, last_sign_of_life_, traits_.session_timeout);
        }
    }
    return {head(request, "200 OK") + played_session_line(session_, traits_.quirks) + "Range: npt=now-\r\n" +
                rtp_info_line(url_.text() + "/" + kVideoControl, point, traits_.quirks) + "\r\n",
            Action::kPlay};
}

RtspDialogue::Reply RtspDialogue::get_parameter(const RtspRequest& request) {
    if (has(Quirk::kGetParameterUnanswered)) {
        return {};
    }
    if (has(Quirk::kGetParameterCloses)) {
        return {{}, Action::kClose};
    }
    if (has(Quirk::kGetParameterRefused)) {
        return refuse(request, "405 Method Not Allowed");
    }
    return {head(request, "200 OK") + played_session_line(session_, traits_.quirks) + "\r\n"};
}

RtspDialogue::Reply RtspDialogue::tear_down(const RtspRequest& request) {
    const std::string line =
        has(Quirk::kTeardownWithoutSession) ? "" : played_session_line(session_, traits_.quirks);
    sessions_->note_tear_down();
    sessions_->release(std::exchange(session_, {}));
    if (has(Quirk::kTeardownUnanswered)) {
        return {{}, Action::kPause};
    }
    return {head(request, "200 OK") + line + "\r\n", Action::kClose};
}

void RtspDialogue::note_sign_of_life(base::MonotonicTime now) {
    last_sign_of_life_ = now;
    if (has(Quirk::kOneSession)) {
        sessions_->hold(session_, now, traits_.session_timeout);
    }
}

void RtspDialogue::note_rtcp(base::MonotonicTime now) {
    if (!session_.empty() && rtcp_keeps_alive(traits_.quirks)) {
        note_sign_of_life(now);
    }
}

bool RtspDialogue::expired(base::MonotonicTime now) const {
    return now - last_sign_of_life_ > traits_.session_timeout;
}

}  // namespace cordon::bench
