// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/supervisor/probe_findings.hpp"

namespace cordon::supervisor {

// What a probe found, in three forms. None holds a credential.

// For people: a line for each finding, or why there is no picture.
[[nodiscard]] std::string findings_text(const ProbeFindings& findings);

// The camera's block of a configuration, under `cameras:`. After a picture was seen.
[[nodiscard]] std::string findings_yaml(const ProbeFindings& findings, const config::CameraConfig& camera,
                                        std::string_view name);

// One JSON object on one line.
[[nodiscard]] std::string findings_json(const ProbeFindings& findings);

// A camera's URL as it may stand in a configuration that anybody may read: the value of anything in it that
// is called a password becomes ${CAMERA_PASSWORD}.
[[nodiscard]] std::string source_without_password(std::string_view url);

}  // namespace cordon::supervisor
