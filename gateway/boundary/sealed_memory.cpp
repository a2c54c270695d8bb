// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/sealed_memory.hpp"

#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/base/checked_math.hpp"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U  // Linux 6.3; Debian 12's headers and kernel are older
#endif

namespace cordon::boundary {
namespace {

int create_memfd(const char* name) {
    constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    const int fd = ::memfd_create(name, kFlags | MFD_NOEXEC_SEAL);
    return fd >= 0 ? fd : ::memfd_create(name, kFlags);
}

}  // namespace

base::Result<base::UniqueFd> create_sealed_memory(const char* name, std::size_t size) {
    base::UniqueFd memory(create_memfd(name));
    const auto length = base::checked_cast<off_t>(size);
    if (!memory || !length || ::ftruncate(memory.get(), *length) != 0 || ::fchmod(memory.get(), 0400) != 0) {
        return base::Error::from_errno(std::string("create shared memory ") + name);
    }
    if (::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        return base::Error::from_errno(std::string("seal shared memory ") + name);
    }
    return memory;
}

base::Result<base::UniqueFd> open_read_only(const base::UniqueFd& memory) {
    const std::string path = "/proc/self/fd/" + std::to_string(memory.get());
    base::UniqueFd reader(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!reader) {
        return base::Error::from_errno("open shared memory read-only through " + path);
    }
    return reader;
}

base::Result<> check_sealed(int fd, std::size_t size) {
    struct stat status {};
    if (::fstat(fd, &status) != 0) {
        return base::Error::from_errno("look at shared memory");
    }
    const int seals = ::fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & F_SEAL_SHRINK) == 0) {
        return base::Error{"shared memory is not sealed against shrinking"};
    }
    if (status.st_size < 0 || static_cast<std::size_t>(status.st_size) < size) {
        return base::Error{"shared memory has " + std::to_string(status.st_size) + " bytes, not the " +
                           std::to_string(size) + " its launch record asks for"};
    }
    return {};
}

}  // namespace cordon::boundary
