// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace cordon::config {

// The one of `known` that somebody who wrote `written` most likely meant: at most a third of its letters
// differ, capitals aside. Nothing when none comes that near.
[[nodiscard]] std::optional<std::string_view> nearest_word(std::string_view written,
                                                           std::span<const std::string_view> known);

}  // namespace cordon::config
