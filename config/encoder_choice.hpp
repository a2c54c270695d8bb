// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/launch_record.hpp"

namespace cordon::config {

// The encoder of a camera's pictures: what the operator named; where that is auto, what suits the preset best
// (decision 0021), or x264 where the pictures are larger than that takes.
[[nodiscard]] boundary::EncoderKind encoder_for(EncoderChoice choice, boundary::EncoderPreset preset,
                                                const boundary::FrameGeometry& picture);

// As a configuration has them.
[[nodiscard]] std::string_view name_of(boundary::EncoderKind encoder);
[[nodiscard]] std::string_view name_of(boundary::EncoderPreset preset);

}  // namespace cordon::config
