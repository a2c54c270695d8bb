// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace cordon::base {

// One line to standard error, "I message": level letter, blank, text. Never blocks on more than the one
// write(2), cuts at 1,000 bytes. In a child standard error is a pipe to the supervisor, which escapes, bounds
// and labels what comes out of it.
void log_info(std::string_view message) noexcept;
void log_warning(std::string_view message) noexcept;
void log_error(std::string_view message) noexcept;

}  // namespace cordon::base
