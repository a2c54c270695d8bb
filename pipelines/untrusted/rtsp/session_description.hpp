// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::rtsp {

inline constexpr std::size_t kLargestDescription = std::size_t{64} * 1024;  // bytes
inline constexpr std::size_t kLongestFormatParameters = 4096;               // bytes; longer ones are left out

inline constexpr std::size_t kMostOtherTracks = 4;

// What we need of a camera's session description (RFC 8866). Only its m= and a= lines, and a multicast
// address in a c= line, are looked at, so mistakes in the others (and most cameras make some) do no harm.
// Control URLs are a camera's words: visible characters, bounded, and only request_url.hpp makes requests of
// them.
struct SessionDescription {
    std::string control;  // of the session; empty when there is none
    std::optional<VideoTrack>
        video;                  // the first video track of a codec we take, those sent to us before others
    std::string video_control;  // of that track; empty when there is none
    // Of tracks we do not want and some cameras want set up all the same; never of one that we would send.
    std::vector<std::string> other_controls;
    std::string group;  // the first multicast address of IPv4 it names, without its TTL; empty when none
};

// Never fails: a text that is no session description simply has no video track.
SessionDescription parse_session_description(std::string_view text);

}  // namespace cordon::untrusted::rtsp
