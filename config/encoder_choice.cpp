// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/encoder_choice.hpp"

#include "config/encoder_limits.hpp"

namespace cordon::config {

boundary::EncoderKind encoder_for(EncoderChoice choice, boundary::EncoderPreset preset,
                                  const boundary::FrameGeometry& picture) {
    using boundary::EncoderKind;
    if (choice) {
        return *choice;
    }
    const bool suits = preset != boundary::EncoderPreset::kArchive &&
                       check_encoder_takes(EncoderKind::kOpenH264, picture).ok();
    return suits ? EncoderKind::kOpenH264 : EncoderKind::kX264;
}

}  // namespace cordon::config
