// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::base {

// Writes `what` and its place to standard error and aborts. Only for our own bugs: the world failing is a
// Result, a less trusted process lying is a dropped and counted record.
[[noreturn]] void invariant_failed(const char* condition, const char* what, const char* file,
                                   int line) noexcept;

}  // namespace cordon::base

// Always compiled in. `what` says in words what must hold.
#define CORDON_INVARIANT(condition, what)                                           \
    do {                                                                            \
        if (!(condition)) [[unlikely]] {                                            \
            ::cordon::base::invariant_failed(#condition, what, __FILE__, __LINE__); \
        }                                                                           \
    } while (false)
