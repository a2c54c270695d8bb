// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "gateway/base/result.hpp"

namespace cordon::supervisor {

// Where Cordon keeps what it has found out itself when nobody says otherwise: /var/lib/cordon for root,
// $XDG_STATE_HOME/cordon or ~/.local/state/cordon for anybody else (XDG Base Directory Specification). Empty
// where a user has no home.
[[nodiscard]] std::string default_state_directory();

// See private_folder.hpp; an Error also where none was named and there is no home.
base::Result<> prepare_state_directory(const std::filesystem::path& directory);

}  // namespace cordon::supervisor
