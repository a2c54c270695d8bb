// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstring>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {
namespace {

constexpr const char* kSecret = "/etc/passwd";

std::int64_t open_file(const Scene&) {
    return raw(SYS_openat, AT_FDCWD, kSecret, O_RDONLY, 0);
}

std::int64_t open_file_the_old_way(const Scene&) {
    return raw(SYS_open, kSecret, O_RDONLY, 0);
}

std::int64_t open_file_the_new_way(const Scene&) {
    open_how how{};
    return raw(SYS_openat2, AT_FDCWD, kSecret, &how, sizeof(how));
}

std::int64_t look_at_file(const Scene&) {
    struct stat status {};
    return raw(SYS_newfstatat, AT_FDCWD, kSecret, &status, 0);
}

std::int64_t climb_out_of_the_root(const Scene&) {
    return raw(SYS_openat, AT_FDCWD, "../../../../../../etc/passwd", O_RDONLY, 0);
}

std::int64_t open_proc(const Scene&) {
    return raw(SYS_openat, AT_FDCWD, "/proc/self/status", O_RDONLY, 0);
}

std::int64_t open_device(const Scene&) {
    return raw(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR, 0);
}

// How many names there are in / besides . and ..; none is a failure.
std::int64_t list_root(const Scene&) {
    const std::int64_t directory = raw(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY, 0);
    if (directory < 0) {
        return directory;
    }
    struct Entry {
        std::uint64_t inode;
        std::int64_t offset;
        std::uint16_t length;
        std::uint8_t type;
        char name[1];
    };
    alignas(Entry) std::array<char, 4096> buffer{};
    const std::int64_t got = raw(SYS_getdents64, directory, buffer.data(), buffer.size());
    std::int64_t names = 0;
    for (std::int64_t at = 0; at < got;) {
        const auto* entry = reinterpret_cast<const Entry*>(buffer.data() + at);
        names += entry->name[0] == '.' ? 0 : 1;
        at += entry->length;
    }
    return got < 0 ? got : names > 0 ? names : -ENOENT;
}

std::int64_t write_file(const Scene&) {
    return raw(SYS_openat, AT_FDCWD, "/tmp", O_TMPFILE | O_RDWR, 0600);
}

std::int64_t make_directory(const Scene&) {
    const std::int64_t made = raw(SYS_mkdirat, AT_FDCWD, "/cordon-hostile-directory", 0700);
    if (made >= 0) {
        raw(SYS_unlinkat, AT_FDCWD, "/cordon-hostile-directory", AT_REMOVEDIR);
    }
    return made;
}

std::int64_t mount_something(const Scene&) {
    return raw(SYS_mount, nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
}

std::int64_t change_root(const Scene&) {
    return raw(SYS_chroot, "/");
}

std::int64_t make_device(const Scene&) {
    const std::int64_t made = raw(SYS_mknodat, AT_FDCWD, "/cordon-hostile-device", S_IFCHR | 0600, 0x103);
    if (made >= 0) {
        raw(SYS_unlinkat, AT_FDCWD, "/cordon-hostile-device", 0);
    }
    return made;
}

std::int64_t find_shell(const Scene&) {
    return raw(SYS_faccessat, AT_FDCWD, "/bin/sh", X_OK);
}

constexpr std::array kAttacks{
    Attack{"open_file", open_file},
    Attack{"open_file_the_old_way", open_file_the_old_way},
    Attack{"open_file_the_new_way", open_file_the_new_way},
    Attack{"look_at_file", look_at_file},
    Attack{"climb_out_of_the_root", climb_out_of_the_root},
    Attack{"open_proc", open_proc},
    Attack{"open_device", open_device},
    Attack{"list_root", list_root},
    Attack{"write_file", write_file},
    Attack{"make_directory", make_directory},
    Attack{"mount_something", mount_something},
    Attack{"change_root", change_root},
    Attack{"make_device", make_device},
    Attack{"find_shell", find_shell},
};

}  // namespace

std::span<const Attack> file_attacks() {
    return kAttacks;
}

}  // namespace cordon::hostile
