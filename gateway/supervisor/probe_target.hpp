// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"
#include "gateway/supervisor/probe_options.hpp"

namespace cordon::supervisor {

// A configuration with the one camera that `options` name, whose picture is provisional. What a gateway's
// configuration says of its cameras' network and its limits is in `site`. The password is not asked for here:
// it comes from the URL, the file or `password_variable` (CORDON_PASSWORD; null where it is not set), or
// stays empty. An Error says what the user should have written, and no part of what may be a password.
base::Result<config::GatewayConfig> probe_target(const ProbeOptions& options, config::GatewayConfig site,
                                                 const char* password_variable);

// Whether a password stands in the URL itself.
[[nodiscard]] bool url_holds_user(const ProbeOptions& options);

// Puts them into the camera of `config`. An Error where no receiver could take them.
base::Result<> set_credentials(config::GatewayConfig& config, config::Secret username,
                               config::Secret password);

}  // namespace cordon::supervisor
