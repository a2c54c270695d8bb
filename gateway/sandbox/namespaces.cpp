// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/namespaces.hpp"

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon::sandbox {
namespace {

base::Result<> write_file(const char* path, std::string_view text) {
    const base::UniqueFd file(::open(path, O_WRONLY | O_CLOEXEC));
    if (!file || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        return base::Error::from_errno(std::string("user namespace: write ") + path);
    }
    return {};
}

bool same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

bool other_users_exist() {
    // Lines of: first id inside, first id outside, how many (user_namespaces(7)).
    std::ifstream map("/proc/self/uid_map");
    std::uint64_t inside = 0;
    std::uint64_t outside = 0;
    std::uint64_t count = 0;
    std::uint64_t all = 0;
    while (map >> inside >> outside >> count) {
        all += count;
    }
    return all > 1;
}

base::Result<> map_own_user(uid_t uid, gid_t gid) {
    // /proc/self belongs to root while a process is not dumpable, which a change of user makes it.
    if (::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0) {
        return base::Error::from_errno("user namespace: own /proc/self");
    }
    // Before gid_map: the kernel lets an ordinary user write that only once groups are out of reach.
    CORDON_TRY_VOID(write_file("/proc/self/setgroups", "deny"));
    CORDON_TRY_VOID(write_file("/proc/self/uid_map", "0 " + std::to_string(uid) + " 1"));
    return write_file("/proc/self/gid_map", "0 " + std::to_string(gid) + " 1");
}

base::Result<> join_network(int descriptor) {
    if (::setns(descriptor, CLONE_NEWNET) != 0) {
        const int why = errno;
        auto error = base::Error::from_errno("network namespace: join", why);
        if (why == EPERM) {
            error.message +=
                ". It belongs to another user: one that root made with `ip netns` takes a Cordon "
                "that root starts";
        }
        return error;
    }
    return {};
}

base::Result<> join_network_and_its_owner(int descriptor) {
    const base::UniqueFd owner(::ioctl(descriptor, NS_GET_USERNS));
    if (!owner) {
        return base::Error::from_errno("network namespace: find the user namespace it belongs to");
    }
    struct stat theirs {};
    struct stat ours {};
    if (::fstat(owner.get(), &theirs) != 0 || ::stat("/proc/self/ns/user", &ours) != 0) {
        return base::Error::from_errno("network namespace: compare user namespaces");
    }
    if (!same_file(theirs, ours) && ::setns(owner.get(), CLONE_NEWUSER) != 0) {
        return base::Error::from_errno("network namespace: enter the user namespace it belongs to");
    }
    return join_network(descriptor);
}

}  // namespace cordon::sandbox
