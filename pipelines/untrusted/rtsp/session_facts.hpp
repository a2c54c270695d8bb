// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gateway/boundary/camera_facts.hpp"
#include "pipelines/untrusted/rtsp/certificate_trust.hpp"

namespace cordon::untrusted::rtsp {

// What a session found out about its camera, in our own words.
struct SessionFacts {
    boundary::CameraTransport transport = boundary::CameraTransport::kUnknown;
    boundary::CameraAuthentication authentication = boundary::CameraAuthentication::kNone;
    std::uint64_t oddities = 0;                // CameraOddity
    std::optional<Fingerprint> certificate{};  // that it showed, trusted or not

    void note(boundary::CameraOddity oddity) { oddities |= static_cast<std::uint64_t>(oddity); }
};

}  // namespace cordon::untrusted::rtsp
