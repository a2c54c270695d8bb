// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cordon::untrusted::rtsp {

// The interleaved channels of one track (RFC 2326 section 10.12).
struct Channels {
    std::uint8_t rtp = 0;
    std::uint8_t rtcp = 1;

    friend bool operator==(const Channels&, const Channels&) = default;
};

// The Transport header (RFC 2326 section 12.39) that asks for RTP over this TCP connection on these channels.
std::string interleaved_transport(Channels channels);

// The channels a camera's reply to it names: "interleaved=4-5", or "interleaved=4" for 4 and 5. None when it
// names none or none that make sense; whatever else it says, also that it will use UDP, does not matter,
// since old cameras forget "/TCP" and mean it.
std::optional<Channels> parse_channels(std::string_view transport);

}  // namespace cordon::untrusted::rtsp
