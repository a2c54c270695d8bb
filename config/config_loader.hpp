// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/gateway_config.hpp"
#include "config/problem.hpp"
#include "gateway/base/result.hpp"

namespace cordon::config {

// A configuration file as it was read: every problem at once, by line, and the configuration when none of
// them is an error.
struct LoadedConfig {
    std::optional<GatewayConfig> config;
    std::vector<Problem> problems;
};

// Reads one YAML file, the environment variables it names and the password files it names. No message holds a
// value from the file.
LoadedConfig load_config(const std::filesystem::path& file);

// Its controlSocket alone, whatever else is wrong with the file; empty where it names none. For who has only
// a question and not the passwords.
base::Result<std::string> load_control_socket(const std::filesystem::path& file);

}  // namespace cordon::config
