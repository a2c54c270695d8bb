// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"

namespace cordon::config {

// A camera's `source`, taken apart: user information never stays in the URL (RFC 3986 section 3.2.1 calls it
// deprecated, and it would go over the wire in clear).
struct SourceUrl {
    CameraSource source;
    Secret username;  // percent-decoded; empty when the URL has none
    Secret password;
};

// rtsp://[user[:password]@]address[:port][/path][?query], or rtsps:// for a camera inside TLS. The host must
// be a numeric address: Cordon pins the one address a receiver may talk to, and a name could mean another one
// tomorrow. An Error repeats no part of the text, which may hold a password anywhere.
base::Result<SourceUrl> parse_source_url(std::string_view text);

}  // namespace cordon::config
