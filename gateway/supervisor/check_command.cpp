// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/configuration.hpp"

namespace cordon::supervisor {

int check_command(const Command& command) {
    const auto config = load_or_explain(command.file);
    if (!config) {
        return kMisused;
    }
    std::printf("%s is right: %zu cameras\n", command.file.c_str(), config->cameras.size());
    return kSucceeded;
}

}  // namespace cordon::supervisor
