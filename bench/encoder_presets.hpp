// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "gateway/boundary/launch_record.hpp"

namespace cordon::bench {

// Every encoder with every preset, under the name it has in what is measured.
struct EncoderPresetCase {
    const char* name;
    boundary::EncoderKind kind;
    boundary::EncoderPreset preset;
};
inline constexpr std::array kEncoderPresets{
    EncoderPresetCase{"openh264-live", boundary::EncoderKind::kOpenH264, boundary::EncoderPreset::kLive},
    EncoderPresetCase{"openh264-balanced", boundary::EncoderKind::kOpenH264,
                      boundary::EncoderPreset::kBalanced},
    EncoderPresetCase{"openh264-archive", boundary::EncoderKind::kOpenH264,
                      boundary::EncoderPreset::kArchive},
    EncoderPresetCase{"x264-live", boundary::EncoderKind::kX264, boundary::EncoderPreset::kLive},
    EncoderPresetCase{"x264-balanced", boundary::EncoderKind::kX264, boundary::EncoderPreset::kBalanced},
    EncoderPresetCase{"x264-archive", boundary::EncoderKind::kX264, boundary::EncoderPreset::kArchive},
};

}  // namespace cordon::bench
