// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "gateway/base/clock.hpp"

namespace cordon::untrusted::rtsp {

// The one camera this client talks to. Nothing a camera says changes it.
struct Target {
    boost::asio::ip::tcp::endpoint endpoint;
    std::string url;  // rtsp:// request URL, without user information
    std::string username;
    std::string password;
};

// The video track that was set up, from the camera's session description (RFC 8866, RFC 6184, RFC 7798).
struct VideoTrack {
    std::string encoding_name;  // "H264", "H265"; upper case
    std::uint8_t payload_type = 0;
    std::uint32_t clock_rate = 90000;  // Hz
    std::string format_parameters;     // the value of a=fmtp without the payload type, verbatim, bounded
};

// Why a session ended, or never began.
enum class SessionEnd {
    kUnreachable,           // connect timed out, no route
    kRefused,               // connection refused or reset before an answer
    kAuthenticationFailed,  // 401 or 403 with the credentials we have, or none given
    kNotFound,              // 404, 454-ish replies to the path
    kUnsupportedCodec,      // no video track of a codec we take
    kProtocolError,         // not RTSP, or past every limit
    kTimedOut,              // no answer to a request
    kClosed,                // the camera closed the connection
    kStopped,               // stop() was called
};

// One RTSP 1.0 session (RFC 2326) over one TCP connection after another, RTP interleaved: OPTIONS, DESCRIBE,
// SETUP of the one video track, PLAY, keepalives and RTCP receiver reports until it ends; TEARDOWN on stop().
// Everything received is hostile: messages and headers have hard limits, and redirects, Content-Base and
// control URLs never move it to another host. Lives on the io_context's one thread; every callback comes from
// there.
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

    Session(boost::asio::io_context& io, Target target, Listener& listener);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    // Sends TEARDOWN and ends with kStopped within a second, whatever the camera does.
    void stop();
    // Packets missing by sequence number since PLAY.
    [[nodiscard]] std::uint64_t lost_packets() const;

private:
    class Implementation;
    std::shared_ptr<Implementation> implementation_;
};

}  // namespace cordon::untrusted::rtsp
