// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/users.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>

namespace cordon::supervisor {
namespace {

bool contains(const UserRange& range, std::uint32_t id) {
    return id >= range.first && id - range.first < range.count;
}

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

}  // namespace

std::optional<std::string> account_in(const UserRange& range, const std::string& passwd,
                                      const std::string& group) {
    if (const File file(std::fopen(passwd.c_str(), "re")); file) {
        while (const ::passwd* user = ::fgetpwent(file.get())) {  // NOLINT(concurrency-mt-unsafe): one thread
            if (contains(range, user->pw_uid)) {
                return "the user " + std::string(user->pw_name) + " (" + std::to_string(user->pw_uid) + ")";
            }
        }
    }
    if (const File file(std::fopen(group.c_str(), "re")); file) {
        while (const ::group* known = ::fgetgrent(file.get())) {  // NOLINT(concurrency-mt-unsafe): one thread
            if (contains(range, known->gr_gid)) {
                return "the group " + std::string(known->gr_name) + " (" + std::to_string(known->gr_gid) +
                       ")";
            }
        }
    }
    return std::nullopt;
}

UserClaim::UserClaim(const UserRange& range, const std::string& file) {
    ::mkdir(std::filesystem::path(file).parent_path().c_str(), 0700);
    file_.reset(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file_) {
        return;
    }
    // A byte of the file for each user (fcntl(2), open file description locks): ranges that overlap meet.
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = range.first;
    lock.l_len = range.count;
    contested_ = ::fcntl(file_.get(), F_OFD_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES);
}

}  // namespace cordon::supervisor
