// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// The group of the camera at that address, its own among its neighbours: 10.77.0.11 has 239.77.0.11.
[[nodiscard]] std::string multicast_group_of(std::string_view camera);
inline constexpr std::uint16_t kMulticastPort = 46000;  // RTP; RTCP next

// The way one track's packets go.
struct MediaTransport {
    enum class Way { kInterleaved, kUdp, kMulticast };
    Way way = Way::kInterleaved;
    std::uint8_t rtp_channel = 0;   // interleaved; RTCP next
    std::uint16_t client_port = 0;  // UDP; RTCP next
};

// What becomes of a SETUP's Transport header (RFC 2326 section 12.39): the first way of it that this camera
// takes, or the status it refuses with.
struct Negotiation {
    std::optional<MediaTransport> chosen;
    const char* refusal = "461 Unsupported Transport";
};
[[nodiscard]] Negotiation negotiate(std::string_view transport, const QuirkSet& quirks);

// The line of the reply, with its line end. UDP comes from server_port, multicast is of the camera's address.
[[nodiscard]] std::string transport_line(const MediaTransport& transport, std::uint16_t server_port,
                                         std::string_view camera, const QuirkSet& quirks);

}  // namespace cordon::bench
