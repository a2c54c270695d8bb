// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::config {

// Whether that encoder, or where it is auto any, takes pictures of this size. An Error says what is allowed
// instead.
base::Result<> check_encoder_takes(EncoderChoice encoder, const boundary::FrameGeometry& picture);

}  // namespace cordon::config
