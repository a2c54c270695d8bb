// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"
#include "gateway/supervisor/probe_options.hpp"

namespace cordon::supervisor {

// The one camera of a probe.
struct ProbeTarget {
    config::GatewayConfig config;      // with that camera alone, its picture provisional
    bool password_is_missing = false;  // a user was named, and no password, not even an empty one
    bool user_in_url = false;
    bool certificate_is_unknown = false;  // inside TLS, and no certificate is trusted yet: none will be
};

// What a probe allows a camera to send where no configuration says: more than a gateway does by default, so
// that a 12 megapixel camera is found to be one.
inline constexpr std::uint32_t kLargestProbedPicture = 4096 * 4096;

// The camera that `options` name. What a gateway's configuration says of its cameras' network and its limits
// is in `site`. The password comes from the URL, the file or `password_variable` (CORDON_PASSWORD; null where
// it is not set). An Error says what the user should have written, and no part of what may be a password.
base::Result<ProbeTarget> probe_target(const ProbeOptions& options, config::GatewayConfig site,
                                       const char* password_variable);

// Puts them into the camera of `config`. An Error where no receiver could take them.
base::Result<> set_credentials(config::GatewayConfig& config, config::Secret username,
                               config::Secret password);

}  // namespace cordon::supervisor
