// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/encoder_choice.hpp"

namespace cordon::config {

boundary::EncoderKind encoder_for(EncoderChoice choice) {
    return choice.value_or(boundary::EncoderKind::kX264);
}

std::string_view name_of(boundary::EncoderKind encoder) {
    return encoder == boundary::EncoderKind::kX264 ? "x264" : "openh264";
}

std::string_view name_of(boundary::EncoderPreset preset) {
    switch (preset) {
        case boundary::EncoderPreset::kBalanced:
            return "balanced";
        case boundary::EncoderPreset::kArchive:
            return "archive";
        case boundary::EncoderPreset::kLive:
            break;
    }
    return "live";
}

}  // namespace cordon::config
