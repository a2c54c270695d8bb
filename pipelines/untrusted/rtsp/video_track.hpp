// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace cordon::untrusted::rtsp {

// The video track that was set up, from the camera's session description (RFC 8866, RFC 6184, RFC 7798).
struct VideoTrack {
    std::string encoding_name;  // "H264", "H265", "JPEG", "MP4V-ES"; upper case
    std::uint8_t payload_type = 0;
    std::uint32_t clock_rate = 90000;  // Hz
    std::uint16_t width = 0;           // pixels, from a=x-dimensions or a=framesize; 0 when neither says
    std::uint16_t height = 0;
    std::string format_parameters;  // the value of a=fmtp without the payload type, verbatim, bounded
};

}  // namespace cordon::untrusted::rtsp
