// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fcntl.h>
#include <sys/mman.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_page.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {
namespace {

constexpr std::size_t kPageBytes = 4096;

std::int64_t map_memory(const Scene&) {
    return raw(SYS_mmap, nullptr, std::size_t{256} << 20U, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) < 0
               ? -errno
               : 0;
}

std::int64_t map_executable_memory(const Scene&) {
    return raw(SYS_mmap, nullptr, kPageBytes, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
               -1, 0) < 0
               ? -errno
               : 0;
}

std::int64_t map_ring_writable(const Scene&) {
    return raw(SYS_mmap, nullptr, kPageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, kRingFd, 0) < 0 ? -errno
                                                                                                  : 0;
}

std::int64_t make_ring_mapping_writable(const Scene& scene) {
    return raw(SYS_mprotect, scene.ring_page, kPageBytes, PROT_READ | PROT_WRITE);
}

std::int64_t reopen_ring_writable(const Scene&) {
    raw(SYS_fchmod, kRingFd, 0600);  // Its mode stops root without capabilities, not the user who owns it.
    return raw(SYS_openat, AT_FDCWD, "/proc/self/fd/3", O_RDWR, 0);
}

std::int64_t write_ring(const Scene&) {
    return raw(SYS_pwrite64, kRingFd, "x", 1, 0);
}

std::int64_t truncate_ring(const Scene&) {
    return raw(SYS_ftruncate, kRingFd, 0);
}

std::int64_t punch_hole_in_ring(const Scene&) {
    return raw(SYS_fallocate, kRingFd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, kPageBytes);
}

std::int64_t change_mode_of_ring(const Scene&) {
    return raw(SYS_fchmod, kRingFd, 0600);
}

std::int64_t give_ring_write_access(const Scene&) {
    const std::int64_t flags = raw(SYS_fcntl, kRingFd, F_GETFL);
    if (flags < 0 || raw(SYS_fcntl, kRingFd, F_SETFL, (flags & ~O_ACCMODE) | O_RDWR) < 0) {
        return -errno;
    }
    return raw(SYS_pwrite64, kRingFd, "x", 1, 0);
}

std::int64_t write_log(const Scene&) {
    return raw(SYS_write, 2, "hostile\n", 8);
}

std::int64_t lock_ring(const Scene&) {
    struct flock lock {};
    lock.l_type = F_RDLCK;
    return raw(SYS_fcntl, kRingFd, F_SETLK, &lock);
}

constexpr std::array kAttacks{
    Attack{"map_memory", map_memory},
    Attack{"map_executable_memory", map_executable_memory},
    Attack{"map_ring_writable", map_ring_writable},
    Attack{"make_ring_mapping_writable", make_ring_mapping_writable},
    Attack{"reopen_ring_writable", reopen_ring_writable},
    Attack{"write_ring", write_ring},
    Attack{"truncate_ring", truncate_ring},
    Attack{"punch_hole_in_ring", punch_hole_in_ring},
    Attack{"change_mode_of_ring", change_mode_of_ring},
    Attack{"give_ring_write_access", give_ring_write_access},
    Attack{"write_log", write_log},
    Attack{"lock_ring", lock_ring},
};

}  // namespace

std::span<const Attack> memory_attacks() {
    return kAttacks;
}

}  // namespace cordon::hostile
