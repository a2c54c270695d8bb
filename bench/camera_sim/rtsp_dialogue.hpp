// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "bench/camera_sim/authentication.hpp"
#include "bench/camera_sim/camera_sessions.hpp"
#include "bench/camera_sim/playout.hpp"
#include "bench/camera_sim/quirk.hpp"
#include "bench/camera_sim/reply_words.hpp"
#include "bench/camera_sim/rtsp_message.hpp"
#include "bench/camera_sim/transport_negotiation.hpp"
#include "gateway/base/clock.hpp"

namespace cordon::bench {

// How one camera presents itself.
struct CameraTraits {
    std::string path = "/stream";  // with its leading slash, and its query where it has one
    Credentials credentials{};
    std::chrono::seconds session_timeout{60};
    std::chrono::seconds misbehave_every{10};  // for what it does now and then
    Beginning beginning = Beginning::kAtOnce;
    QuirkSet quirks{};
};

// One connection's conversation, without its socket: requests in, replies out. Strict where real cameras are:
// CSeq grows, URIs are the ones it gave out and carry no credentials, the session is its own, methods come in
// order. One thread.
class RtspDialogue {
public:
    enum class Action { kNone, kPlay, kPause, kClose };
    struct Reply {
        std::string text;
        Action action = Action::kNone;
    };
    // Opens what UDP to those client ports takes, and says which port RTP comes from (RTCP next); 0 when that
    // fails.
    using OpenPorts = std::function<std::uint16_t(const MediaTransport&)>;

    // `url` is the camera's own as the client reached it; `description` the SDP that DESCRIBE returns.
    // `sessions` are the camera's, and outlive this.
    RtspDialogue(CameraTraits traits, StreamUrl url, std::string description, CameraSessions& sessions,
                 OpenPorts open_ports, base::MonotonicTime now);

    Reply answer(const RtspRequest& request, StreamPoint point, base::MonotonicTime now);

    // A client's RTCP, by whichever way: a sign of life too.
    void note_rtcp(base::MonotonicTime now);
    // Whether the session has timed out: no sign of life for as long as it was told.
    [[nodiscard]] bool expired(base::MonotonicTime now) const;
    [[nodiscard]] const MediaTransport& transport() const { return transport_; }
    // The URL clients are meant to use.
    [[nodiscard]] std::string url() const { return url_.text(); }

private:
    enum class Target { kNone, kAggregate, kTrack, kOtherTrack };

    [[nodiscard]] Target target_of(const std::string& uri) const;
    void note_sign_of_life(base::MonotonicTime now);
    [[nodiscard]] bool is_own_session(const RtspRequest& request) const;
    [[nodiscard]] bool is_admitted(const RtspRequest& request, base::MonotonicTime now);
    Reply answer_options(const RtspRequest& request, base::MonotonicTime now);
    Reply describe(const RtspRequest& request);
    Reply set_up(const RtspRequest& request, Target target, base::MonotonicTime now);
    Reply play(const RtspRequest& request, StreamPoint point);
    Reply get_parameter(const RtspRequest& request);
    Reply tear_down(const RtspRequest& request);
    [[nodiscard]] Reply unauthorized(const RtspRequest& request);
    [[nodiscard]] std::string head(const RtspRequest& request, const char* status) const;
    [[nodiscard]] Reply refuse(const RtspRequest& request, const char* status) const;
    [[nodiscard]] bool has(Quirk quirk) const { return traits_.quirks.has(quirk); }
    [[nodiscard]] std::string track_uri() const;

    CameraTraits traits_;
    StreamUrl url_;
    std::string description_;
    CameraSessions* sessions_;
    OpenPorts open_ports_;
    Authenticator authenticator_;
    std::int64_t last_cseq_ = -1;
    std::string session_;  // empty until SETUP
    bool video_is_set_up_ = false;
    bool other_is_set_up_ = false;
    bool nonce_was_renewed_at_play_ = false;
    MediaTransport transport_;
    base::MonotonicTime nonce_since_;
    base::MonotonicTime last_sign_of_life_;
};

}  // namespace cordon::bench
