// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

// Which of H.264 and H.265 a payload shows to be sent, where `supposed` is the other one and there is no
// doubt: it begins with a parameter set (SPS, or VPS; alone, in an aggregate or behind a start code). Cameras
// that describe one and send the other (EZVIZ), or are set from one to the other while they play, show it so
// at the next keyframe. Nothing for any other payload, and where another codec is supposed.
[[nodiscard]] std::optional<boundary::VideoCodec> codec_shown(std::span<const std::byte> payload,
                                                              boundary::VideoCodec supposed);

}  // namespace cordon::untrusted::receive
