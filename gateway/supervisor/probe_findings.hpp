// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gateway/boundary/camera_facts.hpp"
#include "gateway/boundary/colours.hpp"

namespace cordon::supervisor {

// What a probe has found out about a camera. No text of the camera's is in it.
struct ProbeFindings {
    // As in CameraStatus::state: "streaming" when all is well, else why there is no picture (any more).
    std::string_view state = "starting";
    bool picture_seen = false;
    std::string_view codec = {};     // nothing while unknown
    std::uint64_t camera_width = 0;  // pixels
    std::uint64_t camera_height = 0;
    std::optional<boundary::Colours> camera_colours = {};  // nothing while unknown
    std::optional<double> frames_per_second = {};          // nothing when it was seen too shortly
    std::optional<double> kilobits_per_second = {};
    std::uint64_t keyframe_interval_ms = 0;  // 0: no two keyframes seen
    boundary::CameraTransport transport = boundary::CameraTransport::kUnknown;
    boundary::CameraAuthentication authentication = boundary::CameraAuthentication::kNone;
    std::uint64_t oddities = 0;                         // bits of boundary::CameraOddity
    boundary::CertificateFingerprint certificate = {};  // all 0 when none was shown
    std::uint64_t lost_packets = 0;
    std::uint64_t damaged = 0;  // access units or pictures the codec called broken
};

}  // namespace cordon::supervisor
