// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "gateway/base/result.hpp"

namespace cordon::sandbox {

// Closes every descriptor of this process that is not in `keep`. A number in `keep` that is not open is an
// Error: the process is not what its launch record says.
base::Result<> close_all_but(std::span<const int> keep);

}  // namespace cordon::sandbox
