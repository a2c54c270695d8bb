// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "pipelines/trusted/encode/frame.hpp"

namespace cordon::trusted::encode {

// What viewers see while a camera gives no picture, so that nobody takes an old one for a live one.

// The whole of `card`: grey, with "NO SIGNAL".
void draw_no_signal(Frame& card);

// Makes a card of the picture itself: at half its brightness and without colour, under a banner "NO SIGNAL
// SINCE HH:MM:SS UTC".
void draw_stale(Frame& picture, std::chrono::sys_seconds since);

}  // namespace cordon::trusted::encode
