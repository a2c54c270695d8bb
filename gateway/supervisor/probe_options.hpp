// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "config/secret.hpp"
#include "gateway/base/result.hpp"

namespace cordon::supervisor {

// What `cordon probe` was asked. Texts are empty where an option was not given.
struct ProbeOptions {
    config::Secret source;  // as it was written: there may be a password in it
    std::string username;
    std::string password_file;
    std::string tls_fingerprint;
    std::string network;  // a namespace as the configuration names it, or "host"
    std::string config;   // a configuration, for its cameraNetwork and limits
    std::string snapshot;
    std::string name = "camera";  // of the camera in the YAML
    std::chrono::seconds time{10};
    bool json = false;
    bool verbose = false;
};

extern const std::string_view kProbeHelp;

base::Result<ProbeOptions> parse_probe_options(std::span<const std::string_view> arguments);

// Overwrites, in place, every argument that is a URL: it may hold a password, and every user of the machine
// may read the arguments of every process. What was parsed before is a copy.
void hide_urls(std::span<char*> arguments);

}  // namespace cordon::supervisor
