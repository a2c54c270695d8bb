// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/preconditions.hpp"

#include <algorithm>
#include <filesystem>

#include <sys/resource.h>
#include <unistd.h>

namespace cordon::supervisor {

base::Result<std::string> own_folder() {
    std::error_code failure;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    if (failure) {
        return base::Error{"find this program's own file: " + failure.message()};
    }
    return program.parent_path().string();
}

base::Result<> check_programs(const std::string& folder) {
    for (const char* program : {"cordon-receive", "cordon-decode", "cordon-publish"}) {
        const std::string path = folder + "/" + program;
        if (::access(path.c_str(), X_OK) != 0) {
            return base::Error::from_errno("the program " + path + ", which belongs beside this one");
        }
    }
    return {};
}

base::Result<> allow_descriptors_for(std::size_t cameras) {
    constexpr rlim_t kPerCamera = 12;  // ring twice, channel, two logs and two pidfds, and while one starts
    constexpr rlim_t kBesides = 1024;  // our own, and the publisher's viewers
    const rlim_t needed = kBesides + kPerCamera * cameras;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return base::Error::from_errno("read the limit of open files");
    }
    if (limit.rlim_cur >= needed) {
        return {};
    }
    limit.rlim_max = std::max(limit.rlim_max, needed);  // raising it takes privilege
    limit.rlim_cur = needed;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return base::Error::from_errno("raise the limit of open files to " + std::to_string(needed) +
                                       " for " + std::to_string(cameras) + " cameras (ulimit -n)");
    }
    return {};
}

}  // namespace cordon::supervisor
