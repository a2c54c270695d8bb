// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/fixed_arena.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <malloc.h>
#include <unistd.h>

#include "gateway/base/checked_math.hpp"

namespace cordon::untrusted::decode {
namespace {

#ifdef CORDON_SANITIZED
constexpr bool kOtherAllocator = true;
#else
constexpr bool kOtherAllocator = false;
#endif

// glibc's allocator (mallopt(3)): one arena, no allocation by mmap, nothing ever trimmed off the heap's end.
// No fast bins either: each large block that is freed, one a picture at least, would sweep them.
bool tune_allocator() {
    return mallopt(M_ARENA_MAX, 1) == 1 && mallopt(M_MMAP_MAX, 0) == 1 &&
           mallopt(M_TRIM_THRESHOLD, -1) == 1 && mallopt(M_MXFAST, 0) == 1;
}

}  // namespace

base::Result<> grow_heap_for_good(std::uint64_t arena_bytes) {
    if constexpr (kOtherAllocator) {
        return {};
    }
    const auto bytes = base::checked_cast<std::ptrdiff_t>(arena_bytes);
    if (!bytes || !tune_allocator()) {
        return base::Error{"prepare the heap: the C library refuses"};
    }
    // Volatile, lest the compiler sees that nobody uses what is obtained and obtains nothing.
    void* volatile arena = std::malloc(static_cast<std::size_t>(*bytes));
    if (arena == nullptr) {
        return base::Error::from_errno("obtain " + std::to_string(arena_bytes) + " bytes of heap");
    }
    // Where something lies in the heap's way the C library falls back on mmap(2), and would again later.
    const auto arena_end = reinterpret_cast<std::uintptr_t>(arena) + arena_bytes;
    const bool is_heap = arena_end <= reinterpret_cast<std::uintptr_t>(::sbrk(0));
    std::free(arena);
    if (!is_heap) {
        return base::Error{"the heap cannot grow to " + std::to_string(arena_bytes) + " bytes in one piece"};
    }
    return {};
}

}  // namespace cordon::untrusted::decode
