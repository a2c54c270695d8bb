// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/configuration.hpp"

#include <algorithm>
#include <cstdio>

#include "config/config_loader.hpp"
#include "gateway/supervisor/control_socket.hpp"
#include "gateway/supervisor/state_directory.hpp"

namespace cordon::supervisor {

std::optional<config::GatewayConfig> load_or_explain(const std::string& file) {
    auto loaded = config::load_config(file);
    for (const config::Problem& problem : loaded.problems) {
        std::fprintf(stderr, "%s\n", to_text(problem, file).c_str());
    }
    if (!loaded.config) {
        const auto errors = std::ranges::count(loaded.problems, config::Problem::Severity::kError,
                                               &config::Problem::severity);
        std::fprintf(stderr, "cordon: %td mistake%s in %s\n", errors, errors == 1 ? "" : "s", file.c_str());
        return std::nullopt;
    }
    if (loaded.config->control_socket.empty()) {
        loaded.config->control_socket = default_control_socket();
    }
    if (loaded.config->state_directory.empty()) {
        loaded.config->state_directory = default_state_directory();
    }
    return std::move(loaded.config);
}

}  // namespace cordon::supervisor
