// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/boundary/launch_record.hpp"

namespace cordon::config {

// The encoder of a camera's pictures: what the operator named; where that is auto, x264, whatever the preset
// is (decision 0025).
[[nodiscard]] boundary::EncoderKind encoder_for(EncoderChoice choice);

// As a configuration has them.
[[nodiscard]] std::string_view name_of(boundary::EncoderKind encoder);
[[nodiscard]] std::string_view name_of(boundary::EncoderPreset preset);

}  // namespace cordon::config
