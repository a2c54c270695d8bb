// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "config/secret.hpp"
#include "gateway/base/result.hpp"

namespace cordon::config {

// Where secrets come from. Errors name the variable or the file, never what is in it.

// `text` with each ${NAME} replaced by that environment variable; "$${" stands for "${" itself. An Error when
// a variable is not set or a brace does not close.
base::Result<std::string> expand_environment(std::string_view text);

// The first line of a file, without its line end. An Error when it cannot be read, is empty or is no file.
base::Result<Secret> read_secret_file(const std::filesystem::path& path);

// Whether any user of the machine may read the file.
[[nodiscard]] bool is_readable_by_all(const std::filesystem::path& path);

}  // namespace cordon::config
