// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/state_directory.hpp"

#include <cstdlib>

#include <unistd.h>

#include "gateway/supervisor/private_folder.hpp"

namespace cordon::supervisor {
namespace {

std::string absolute_path_in(const char* variable) {
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): one thread
    return value != nullptr && value[0] == '/' ? value : "";
}

}  // namespace

std::string default_state_directory() {
    if (::geteuid() == 0) {
        return "/var/lib/cordon";
    }
    if (const std::string state = absolute_path_in("XDG_STATE_HOME"); !state.empty()) {
        return state + "/cordon";
    }
    const std::string home = absolute_path_in("HOME");
    return home.empty() ? "" : home + "/.local/state/cordon";
}

base::Result<> prepare_state_directory(const std::filesystem::path& directory) {
    if (directory.empty()) {
        return base::Error{"there is no place for a state directory: give stateDirectory"};
    }
    return prepare_private_folder(directory, "the state directory", "stateDirectory");
}

}  // namespace cordon::supervisor
