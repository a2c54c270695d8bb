// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::boundary {

// Zeroed shared memory whose size nobody can change any more: a memfd sealed against shrink, grow and further
// seals, mode 0400. An unsealed one lets the writer truncate it, and its reader dies of SIGBUS.
base::Result<base::UniqueFd> create_sealed_memory(const char* name, std::size_t size);

// The same memory through a description that was opened for reading: it cannot be mapped writable.
base::Result<base::UniqueFd> open_read_only(const base::UniqueFd& memory);

// Whether `fd` has at least `size` bytes and can no longer shrink: what a process checks before it maps what
// it was given.
base::Result<> check_sealed(int fd, std::size_t size);

}  // namespace cordon::boundary
