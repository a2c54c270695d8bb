// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gateway/base/result.hpp"

namespace cordon::untrusted::decode {

// Makes the heap of this process as large as it will ever be: afterwards malloc() is served from memory the
// process already has, and the C library never asks the kernel for more nor gives any back. Only address
// space is taken; a page costs memory once it is written. Who exhausts the arena makes the C library call
// brk(2), which the decoder's filter answers with death: fail closed. Call once, from the only thread, before
// anything large is allocated and before confinement. In a sanitized build, whose allocator is another one,
// it does nothing.
base::Result<> grow_heap_for_good(std::uint64_t arena_bytes);

}  // namespace cordon::untrusted::decode
