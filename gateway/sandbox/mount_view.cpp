// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/mount_view.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gateway/base/unique_fd.hpp"

namespace cordon::sandbox {
namespace {

// Only a place to hang the new root on until it is the root; every host has it.
constexpr const char* kMountPoint = "/tmp";

base::Result<> own_namespace() {
    if (::unshare(CLONE_NEWNS) != 0) {
        return base::Error::from_errno("mount view: a mount namespace of its own");
    }
    // Under a chroot "/" is no mount point and pivot_root refuses. Entering the namespace anew makes its own
    // root "/" again.
    const base::UniqueFd self(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
    if (!self || ::setns(self.get(), CLONE_NEWNS) != 0) {
        return base::Error::from_errno("mount view: enter its root");
    }
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
        return base::Error::from_errno("mount view: make the mounts private");
    }
    return {};
}

}  // namespace

base::Result<> enter_empty_mount_view() {
    CORDON_TRY_VOID(own_namespace());
    constexpr unsigned long kFlags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (::mount("cordon", kMountPoint, "tmpfs", kFlags, "mode=0555,size=4k,nr_inodes=1") != 0) {
        return base::Error::from_errno("mount view: an empty file system on /tmp");
    }
    if (::chdir(kMountPoint) != 0) {
        return base::Error::from_errno("mount view: go to the empty file system");
    }
    // With both names "." the old root ends up on top of the new one, where the next step takes it away
    // (pivot_root(2), notes).
    if (::syscall(SYS_pivot_root, ".", ".") != 0) {
        return base::Error::from_errno("mount view: pivot_root");
    }
    if (::umount2(".", MNT_DETACH) != 0) {
        return base::Error::from_errno("mount view: let go of the host's file system");
    }
    if (::chdir("/") != 0) {
        return base::Error::from_errno("mount view: go to the new root");
    }
    return {};
}

}  // namespace cordon::sandbox
