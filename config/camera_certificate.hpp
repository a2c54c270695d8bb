// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "config/gateway_config.hpp"
#include "config/yaml_mapping.hpp"

namespace cordon::config {

// tlsFingerprint and tlsAuthority of one mapping, over what `certificate` holds: the camera's own word over
// cameraDefaults'. Files are named relative to `folder`. What is wrong goes to the mapping's problems.
void read_certificate(const YamlMapping& mapping, const std::filesystem::path& folder,
                      CameraCertificate& certificate);

// Makes `certificate` and `transport` fit the camera's source: nothing to trust for one in clear; for one
// inside TLS, whose packets come through the same connection, something to trust and TCP. What the camera's
// own block, `mapping`, says against that is a problem.
void settle_tls(const YamlMapping& mapping, const CameraSource& source, CameraCertificate& certificate,
                boundary::TransportPolicy& transport);

}  // namespace cordon::config
