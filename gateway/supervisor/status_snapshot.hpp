// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.hpp"

namespace cordon::supervisor {

// What `cordon status` shows: everything the supervisor knows at one moment. No credential is in it, and no
// source URL, which may hold one.

struct CameraStatus {
    std::string name;
    std::string title;
    // "streaming" when all is well; else why not: restarting, starting, connecting, unreachable, refused,
    // authenticationFailed, notFound, unsupportedCodec, noFrames, protocolError, disconnected,
    // lockedOut, sessionLimit, redirected, noTransport, frozen, untrusted, decodingErrors, decoderRestarting,
    // noPicture, notPublished, overloaded. state_words.cpp has each in words.
    std::string state;
    double state_seconds = 0;  // how long that has been so
    std::string reason;        // why, in plain words of ours; empty when all is well
    std::string advice;        // what to do about it; likewise
    std::optional<std::uint64_t>
        next_try_seconds;                    // until the camera is called again, where none is going on
    std::string transport;                   // how the packets come: tcp, udp, multicast, or unknown
    std::string authentication;              // none, basic, digestMd5, digestSha256 and so on
    std::vector<std::string> oddities;       // where the camera leaves the standards, by name
    std::uint64_t keyframe_interval_ms = 0;  // 0 while unknown
    std::string codec;                       // "H.264", "H.265" or nothing
    std::uint64_t camera_width = 0;          // what the camera sends; 0 while unknown
    std::uint64_t camera_height = 0;
    std::string camera_colours;  // as the configuration calls them; empty while unknown
    std::uint64_t width = 0;     // the pinned size
    std::uint64_t height = 0;
    std::string colours;                             // the pinned ones
    double frames_in_per_second = 0;                 // access units from the camera
    double frames_out_per_second = 0;                // pictures encoded
    double frames_shown_per_second = 0;              // those, and those that did not change
    std::optional<std::uint64_t> last_frame_age_ms;  // since one crossed the boundary
    std::uint64_t viewers = 0;
    std::uint64_t latency_p50_us = 0;  // last packet in to first byte out, over the last 10 s
    std::uint64_t latency_p99_us = 0;
    std::uint64_t receiver_restarts = 0;
    std::uint64_t decoder_restarts = 0;
    std::uint64_t malformed = 0;  // children killed because what they said could not be true
    std::uint64_t receiver_pid = 0;
    std::uint64_t decoder_pid = 0;
    // Counters, each since its keeper started.
    std::uint64_t sessions = 0;
    std::uint64_t access_units = 0;
    std::uint64_t lost_packets = 0;
    std::uint64_t access_units_dropped = 0;
    std::uint64_t frames_decoded = 0;
    std::uint64_t damaged = 0;
    std::uint64_t frames_withheld = 0;
    std::uint64_t frames_in = 0;  // seen in the ring
    std::uint64_t frames_out = 0;
    std::uint64_t frames_unchanged = 0;
    std::uint64_t frames_lost = 0;
    std::uint64_t frames_skipped = 0;
    std::uint64_t bytes_out = 0;
};

struct GatewayStatus {
    std::string version;
    std::uint64_t pid = 0;
    double uptime_seconds = 0;
    std::uint64_t rtsp_port = 0;
    std::uint64_t web_port = 0;
    std::string publisher_state;  // starting, ready, hanging or restarting
    std::uint64_t publisher_restarts = 0;
    std::uint64_t publisher_pid = 0;
    bool decoder_clock_trapped = true;  // whether this machine lets decoders tell no time (decisions/0007)
    std::vector<CameraStatus> cameras;
};

// One JSON object, keys in camelCase, without a line end. Always valid UTF-8.
[[nodiscard]] std::string to_json(const GatewayStatus& status);
// The same back. Keys that are missing or of another type are an Error; unknown ones are passed over.
base::Result<GatewayStatus> parse_status(std::string_view json);

}  // namespace cordon::supervisor
