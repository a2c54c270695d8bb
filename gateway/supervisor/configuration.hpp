// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "config/gateway_config.hpp"

namespace cordon::supervisor {

// The configuration in `file`, its control socket and state directory filled in; every mistake and warning
// goes to standard error. Nothing when there was a mistake.
std::optional<config::GatewayConfig> load_or_explain(const std::string& file);

}  // namespace cordon::supervisor
