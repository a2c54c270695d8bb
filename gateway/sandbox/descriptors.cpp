// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/descriptors.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace cordon::sandbox {
namespace {

base::Result<> close_between(unsigned first, unsigned last) {
    if (first <= last && ::close_range(first, last, 0) != 0) {
        return base::Error::from_errno("descriptors: close the others");
    }
    return {};
}

}  // namespace

base::Result<> close_all_but(std::span<const int> keep) {
    std::vector<int> kept(keep.begin(), keep.end());
    std::ranges::sort(kept);
    unsigned next = 0;
    for (const int descriptor : kept) {
        if (::fcntl(descriptor, F_GETFD) < 0) {
            return base::Error::from_errno("descriptors: keep " + std::to_string(descriptor));
        }
        const auto number = static_cast<unsigned>(descriptor);
        if (number > next) {
            CORDON_TRY_VOID(close_between(next, number - 1));
        }
        next = number + 1;
    }
    return close_between(next, std::numeric_limits<unsigned>::max());
}

}  // namespace cordon::sandbox
