// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace cordon::supervisor {

// `bytes` as one line that is safe to show: what is not UTF-8, controls, and characters that turn the
// direction of text become \xNN per byte; a backslash is doubled, so that nothing else looks like one.
[[nodiscard]] std::string printable(std::string_view bytes);

}  // namespace cordon::supervisor
