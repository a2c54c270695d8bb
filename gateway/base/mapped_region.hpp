// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>

#include "gateway/base/result.hpp"

namespace cordon::base {

// Owns one shared mapping of a descriptor and unmaps it. The descriptor may be closed afterwards.
class MappedRegion {
public:
    enum class Access { kReadOnly, kReadWrite };

    // Maps the first `size` bytes of `fd`, MAP_SHARED.
    static Result<MappedRegion> create(int fd, std::size_t size, Access access);

    MappedRegion(MappedRegion&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    MappedRegion& operator=(MappedRegion&& other) noexcept;
    MappedRegion(const MappedRegion&) = delete;
    MappedRegion& operator=(const MappedRegion&) = delete;
    ~MappedRegion();

    [[nodiscard]] std::byte* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    MappedRegion(std::byte* data, std::size_t size) : data_(data), size_(size) {}

    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace cordon::base
