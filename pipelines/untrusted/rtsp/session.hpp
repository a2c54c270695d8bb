// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "gateway/base/clock.hpp"
#include "pipelines/untrusted/rtsp/camera_memory.hpp"
#include "pipelines/untrusted/rtsp/session_end.hpp"
#include "pipelines/untrusted/rtsp/session_facts.hpp"
#include "pipelines/untrusted/rtsp/tls_context.hpp"
#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::rtsp {

// The one camera this client talks to. Nothing a camera says changes it.
struct Target {
    boost::asio::ip::tcp::endpoint endpoint;
    std::string url;  // rtsp:// or rtsps:// request URL, without user information
    std::string username;
    std::string password;
    std::shared_ptr<TlsContext> tls{};  // null: in clear
};

// How long a session waits for what, and how often it reports. The defaults are the ones to use; tests are in
// more of a hurry.
struct SessionTimings {
    std::chrono::milliseconds connect{1500};  // long enough for one lost SYN to be sent again
    std::chrono::milliseconds reply{10000};
    std::chrono::milliseconds until_playing{20000};
    std::chrono::milliseconds teardown{900};
    std::chrono::milliseconds report{5000};
    std::optional<std::chrono::milliseconds> keepalive{};  // else as the camera's timeout asks
};

// One RTSP 1.0 session (RFC 2326) over one TCP connection after another, RTP interleaved or by UDP, to one or
// to a group: OPTIONS, DESCRIBE, SETUP of the one video track, PLAY, keepalives and RTCP receiver reports
// until it ends; TEARDOWN on stop(). Everything received is hostile: messages and headers have hard limits,
// and redirects, Content-Base and control URLs never move it to another host. Lives on the io_context's one
// thread; every callback comes from there.
class Session {
public:
    class Listener {
    public:
        virtual ~Listener() = default;
        // PLAY was answered: packets follow.
        virtual void on_playing(const VideoTrack& track) = 0;
        // One whole RTP packet of the video track (RFC 3550), as received at `arrival`. Valid during the
        // call.
        virtual void on_rtp(std::span<const std::byte> packet, base::MonotonicTime arrival) = 0;
        // The session is over; called once, and the last thing that is called. `detail` is our own words, for
        // the log: never a camera's bytes, never a credential.
        virtual void on_end(SessionEnd end, const std::string& detail) = 0;
    };

    // `memory`, what earlier sessions learned of the camera, outlives this.
    Session(boost::asio::io_context& io, Target target, CameraMemory& memory, Listener& listener,
            SessionTimings timings = {});
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    // Sends TEARDOWN and ends with kStopped within a second, whatever the camera does.
    void stop();
    // What this session has shown of the camera so far.
    [[nodiscard]] SessionFacts facts() const;
    // Packets missing by sequence number since PLAY.
    [[nodiscard]] std::uint64_t lost_packets() const;

private:
    class Implementation;
    std::shared_ptr<Implementation> implementation_;
};

}  // namespace cordon::untrusted::rtsp
