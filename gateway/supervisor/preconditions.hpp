// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "gateway/base/result.hpp"

namespace cordon::supervisor {

// What must be there before anything is started. Each Error says what is missing.

// The folder this program's own file is in: its children's programs stand beside it.
base::Result<std::string> own_folder();

// cordon-receive, cordon-decode and cordon-publish are in `folder` and may be executed.
base::Result<> check_programs(const std::string& folder);

// This process, and the publisher after it, may have the descriptors that many cameras take.
base::Result<> allow_descriptors_for(std::size_t cameras);

}  // namespace cordon::supervisor
