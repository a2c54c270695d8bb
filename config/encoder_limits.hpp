// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/base/result.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/launch_record.hpp"

namespace cordon::config {

// Whether that encoder takes pictures of this size. An Error says what is allowed instead.
base::Result<> check_encoder_takes(boundary::EncoderKind encoder, const boundary::FrameGeometry& picture);

}  // namespace cordon::config
