// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/invariant.hpp"

#include <cstdio>
#include <cstdlib>

namespace cordon::base {

void invariant_failed(const char* condition, const char* what, const char* file, int line) noexcept {
    std::fprintf(stderr, "E invariant broken at %s:%d: %s (%s)\n", file, line, what, condition);
    std::abort();
}

}  // namespace cordon::base
