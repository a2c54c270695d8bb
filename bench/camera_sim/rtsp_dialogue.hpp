// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "bench/camera_sim/authentication.hpp"
#include "bench/camera_sim/quirk.hpp"
#include "bench/camera_sim/rtsp_message.hpp"
#include "gateway/base/clock.hpp"

namespace cordon::bench {

// How one camera presents itself.
struct CameraTraits {
    std::string path = "/stream";  // with its leading slash, and its query where it has one
    Credentials credentials;
    std::chrono::seconds session_timeout{60};
    QuirkSet quirks{};
};

// Where a stream would begin if PLAY came now: what RTP-Info says.
struct StreamPoint {
    std::uint16_t sequence = 0;
    std::uint32_t rtp_timestamp = 0;
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

    // `address` is the camera's own as the client reached it, "10.77.0.11" or "[fd00::1]"; `description` the
    // SDP that DESCRIBE returns.
    RtspDialogue(CameraTraits traits, std::string address, std::uint16_t port, std::string description,
                 base::MonotonicTime now);

    Reply answer(const RtspRequest& request, StreamPoint point, base::MonotonicTime now);

    // A client's interleaved frame: RTCP on the right channel is a sign of life too.
    void note_frame(const InterleavedFrame& frame, base::MonotonicTime now);
    // Whether the session has timed out: no sign of life for as long as it was told.
    [[nodiscard]] bool expired(base::MonotonicTime now) const;
    [[nodiscard]] std::uint8_t rtp_channel() const { return rtp_channel_; }
    // The URL clients are meant to use.
    [[nodiscard]] std::string url() const;

private:
    enum class Target { kNone, kAggregate, kTrack };

    [[nodiscard]] Target target_of(const std::string& uri) const;
    [[nodiscard]] bool is_own_session(const RtspRequest& request) const;
    Reply describe(const RtspRequest& request);
    Reply set_up(const RtspRequest& request);
    Reply play(const RtspRequest& request, StreamPoint point);
    [[nodiscard]] Reply unauthorized(const RtspRequest& request) const;
    [[nodiscard]] std::string head(const RtspRequest& request, const char* status) const;
    [[nodiscard]] Reply refuse(const RtspRequest& request, const char* status) const;

    CameraTraits traits_;
    std::string address_;
    std::uint16_t port_;
    std::string description_;
    Authenticator authenticator_;
    std::int64_t last_cseq_ = -1;
    std::string session_;  // empty until SETUP
    std::uint8_t rtp_channel_ = 0;
    base::MonotonicTime last_sign_of_life_;
};

}  // namespace cordon::bench
