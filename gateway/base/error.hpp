// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace cordon::base {

// Why something the world owed us did not happen. `message` is for people: it says what failed, on what, and
// what to do; it never holds a credential nor unescaped bytes of a camera.
struct Error {
    std::string message;

    // "open /run/x: No such file or directory": what was tried, and errno's own words.
    static Error from_errno(std::string_view what);
    static Error from_errno(std::string_view what, int error_number);
};

}  // namespace cordon::base
