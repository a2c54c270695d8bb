// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gateway/boundary/status_page.hpp"

namespace cordon::supervisor {

// What a camera's children say of themselves, read once and checked: enumerations are among their values,
// sizes are sizes. Counters are the child's claim and only shown.

struct ReceiverClaims {
    boundary::ReceiverState state = boundary::ReceiverState::kStarting;
    std::string_view codec;  // "H.264", "H.265" or nothing
    std::uint64_t state_since_ns = 0;
    boundary::CameraTransport transport = boundary::CameraTransport::kUnknown;
    boundary::CameraAuthentication authentication = boundary::CameraAuthentication::kNone;
    std::uint64_t oddities = 0;                      // bits of boundary::CameraOddity
    std::uint64_t keyframe_interval_ms = 0;          // 0 while unknown
    boundary::CertificateFingerprint certificate{};  // that it showed last; all 0 while it showed none
};
// Nothing when no receiver says that (invariant 6: its sender is killed).
[[nodiscard]] std::optional<ReceiverClaims> read_claims(const boundary::ReceiverStatus& status);

struct DecoderClaims {
    std::uint64_t camera_width = 0;  // pixels, 0 while unknown
    std::uint64_t camera_height = 0;
    std::optional<boundary::Colours> camera_colours;  // nothing while unknown
};
[[nodiscard]] std::optional<DecoderClaims> read_claims(const boundary::DecoderStatus& status);

// As `cordon status --json` says it.
[[nodiscard]] std::string_view name_of(boundary::ReceiverState state);

}  // namespace cordon::supervisor
