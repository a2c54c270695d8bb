// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "pipelines/trusted/encode/frame.hpp"

namespace cordon::tests {

// Draws picture number `number` of a made-up surveillance scene: still texture, something that crosses it,
// and `noise` steps of sensor noise. The same for the same arguments.
void draw_scene(trusted::encode::Frame& frame, std::uint32_t number, std::uint32_t noise);

// Peak signal-to-noise ratio of luma in dB (8 bits), padding left out.
double luma_psnr(const trusted::encode::Frame& one, const trusted::encode::Frame& other);

}  // namespace cordon::tests
