// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gateway/boundary/ring_layout.hpp"
#include "gateway/boundary/status_page.hpp"

namespace cordon::supervisor {

// What a camera's receiver and decoder claim at one moment, checked as read_claims() does. Counters are each
// since its child started.
struct CameraObservation {
    boundary::ReceiverState state = boundary::ReceiverState::kStarting;
    std::string_view codec = {};  // "H.264", or nothing while unknown
    boundary::CameraTransport transport = boundary::CameraTransport::kUnknown;
    boundary::CameraAuthentication authentication = boundary::CameraAuthentication::kNone;
    std::uint64_t oddities = 0;                         // bits of boundary::CameraOddity
    std::uint64_t keyframe_interval_ms = 0;             // 0 while unknown
    boundary::CertificateFingerprint certificate = {};  // all 0 while it showed none
    std::uint64_t access_units = 0;
    std::uint64_t bytes = 0;  // of RTP payload
    std::uint64_t lost_packets = 0;
    std::uint64_t frames = 0;  // decoded
    std::uint64_t damaged = 0;
    std::uint64_t camera_width = 0;  // pixels, 0 before the first picture
    std::uint64_t camera_height = 0;
    std::optional<boundary::Colours> camera_colours = {};

    // All of it is known, then: a decoder says one after the other.
    [[nodiscard]] bool shows_pictures() const {
        return camera_width > 0 && camera_height > 0 && camera_colours;
    }
};

// Nothing where a child says what cannot be true.
[[nodiscard]] std::optional<CameraObservation> read_observation(const boundary::ReceiverStatus& receiver,
                                                                const boundary::DecoderStatus& decoder);

}  // namespace cordon::supervisor
