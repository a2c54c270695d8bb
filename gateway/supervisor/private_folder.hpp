// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "gateway/base/result.hpp"

namespace cordon::supervisor {

// Makes `folder` where it is missing: itself with mode 0700, what is above it as usual. An Error where it
// cannot be had, or where anybody but this user and root can write in it, who would then decide what we find
// there. `what` is what the folder is to the operator ("the state directory"), `key` the configuration's that
// names it.
base::Result<> prepare_private_folder(const std::filesystem::path& folder, const std::string& what,
                                      std::string_view key);

}  // namespace cordon::supervisor
