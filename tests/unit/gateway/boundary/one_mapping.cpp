// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Stands in for gateway/base/mapped_region.cpp in the concurrency test: both ends of a ring get the same
// addresses, because ThreadSanitizer watches addresses and would see no race between two mappings of one
// memory.
#include <map>
#include <mutex>
#include <utility>

#include <sys/mman.h>
#include <sys/stat.h>

#include "gateway/base/mapped_region.hpp"

namespace cordon::base {
namespace {

struct Shared {
    void* address = nullptr;
    int users = 0;
};
std::mutex mappings_lock;
std::map<ino_t, Shared>& mappings() {
    static std::map<ino_t, Shared> all;
    return all;
}

}  // namespace

Result<MappedRegion> MappedRegion::create(int fd, std::size_t size, Access /*access*/) {
    struct stat status {};
    if (::fstat(fd, &status) != 0) {
        return Error::from_errno("look at shared memory");
    }
    const std::lock_guard lock(mappings_lock);
    Shared& shared = mappings()[status.st_ino];
    if (shared.users == 0) {
        // The first to come is the writer.
        shared.address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (shared.address == MAP_FAILED) {
        return Error::from_errno("map shared memory");
    }
    ++shared.users;
    return MappedRegion(static_cast<std::byte*>(shared.address), size);
}

MappedRegion& MappedRegion::operator=(MappedRegion&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedRegion::~MappedRegion() {
    if (data_ == nullptr) {
        return;
    }
    const std::lock_guard lock(mappings_lock);
    for (auto& [inode, shared] : mappings()) {
        if (shared.address == data_ && --shared.users == 0) {
            ::munmap(data_, size_);
            shared.address = nullptr;
        }
    }
}

}  // namespace cordon::base
