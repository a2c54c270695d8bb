// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gateway/supervisor/status_snapshot.hpp"

namespace cordon::supervisor {

// The gateway's status for people: a line about the gateway, then one row per camera, and under that
// of a camera without a picture why, and what to do. With `colour`, ANSI
// colours say which row needs somebody.
[[nodiscard]] std::string draw_table(const GatewayStatus& status, bool colour);

}  // namespace cordon::supervisor
