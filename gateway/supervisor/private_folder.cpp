// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/private_folder.hpp"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace cordon::supervisor {

base::Result<> prepare_private_folder(const std::filesystem::path& folder, const std::string& what,
                                      std::string_view key) {
    // "/a/b/" is "/a/b", whose parent is "/a".
    const std::filesystem::path path = folder.has_filename() ? folder : folder.parent_path();
    const std::string which = what + " " + path.string();
    const std::string advice = "; set " + std::string(key) + " to one of your own";
    std::error_code ignored;  // mkdir says it better
    std::filesystem::create_directories(path.parent_path(), ignored);
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        return base::Error{base::Error::from_errno("make " + which).message + advice};
    }
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        return base::Error::from_errno("look at " + which);
    }
    if (!S_ISDIR(status.st_mode)) {
        return base::Error{which + " is no folder" + advice};
    }
    if (status.st_uid != ::geteuid() && status.st_uid != 0) {
        return base::Error{which + " belongs to another user" + advice};
    }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return base::Error{which + " can be written by other users: chmod go-w it, or set " +
                           std::string(key) + " to another"};
    }
    return {};
}

}  // namespace cordon::supervisor
