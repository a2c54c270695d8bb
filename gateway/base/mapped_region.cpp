// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/mapped_region.hpp"

#include <sys/mman.h>

namespace cordon::base {

Result<MappedRegion> MappedRegion::create(int fd, std::size_t size, Access access) {
    const int protection = access == Access::kReadOnly ? PROT_READ : PROT_READ | PROT_WRITE;
    void* address = ::mmap(nullptr, size, protection, MAP_SHARED, fd, 0);
    if (address == MAP_FAILED) {  // NOLINT: the cast is in the C header's macro
        return Error::from_errno("map shared memory");
    }
    return MappedRegion(static_cast<std::byte*>(address), size);
}

MappedRegion& MappedRegion::operator=(MappedRegion&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedRegion::~MappedRegion() {
    if (data_ != nullptr) {
        ::munmap(data_, size_);
    }
}

}  // namespace cordon::base
