// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// Where a stream would begin if PLAY came now: what RTP-Info says.
struct StreamPoint {
    std::uint16_t sequence = 0;
    std::uint32_t rtp_timestamp = 0;
};

// A camera's own URL in its parts: "rtsp://" address ":" port path.
struct StreamUrl {
    std::string scheme = "rtsp";
    std::string address;  // with brackets where it is IPv6
    std::uint16_t port = 0;
    std::string path;  // with its leading slash, and its query where it has one

    [[nodiscard]] std::string text() const {
        return scheme + "://" + address + ":" + std::to_string(port) + path;
    }
};

// The header lines of one camera's replies, each with its line end, or empty where it sends none (RFC 2326
// section 12), as its quirks have it.
[[nodiscard]] std::string sequence_line(std::string_view sequence, const QuirkSet& quirks);
[[nodiscard]] std::string public_line(const QuirkSet& quirks);
[[nodiscard]] std::string content_type_line(const QuirkSet& quirks);
[[nodiscard]] std::string content_base_line(const StreamUrl& url, const QuirkSet& quirks);
[[nodiscard]] std::string session_line(std::string_view id, std::chrono::seconds timeout,
                                       const QuirkSet& quirks);
[[nodiscard]] std::string played_session_line(std::string_view id, const QuirkSet& quirks);
[[nodiscard]] std::string rtp_info_line(const std::string& track_url, const StreamPoint& point,
                                        const QuirkSet& quirks);

}  // namespace cordon::bench
