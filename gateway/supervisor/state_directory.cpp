// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/state_directory.hpp"

#include <cerrno>
#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

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
    const std::string what = "the state directory " + directory.string();
    if (directory.empty()) {
        return base::Error{"there is no place for a state directory: give stateDirectory"};
    }
    std::error_code failure;
    std::filesystem::create_directories(directory.parent_path(), failure);
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
        return base::Error::from_errno("make " + what + "; stateDirectory may name another");
    }
    struct stat status {};
    if (::stat(directory.c_str(), &status) != 0) {
        return base::Error::from_errno("look at " + what);
    }
    if (!S_ISDIR(status.st_mode) || (status.st_uid != ::geteuid() && status.st_uid != 0)) {
        return base::Error{what + " belongs to another user; set stateDirectory to one of your own"};
    }
    return {};
}

}  // namespace cordon::supervisor
