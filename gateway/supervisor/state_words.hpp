// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace cordon::supervisor {

// What people read of a camera's state. Fixed texts of ours, by the state's name in `cordon status --json`.
struct StateWords {
    std::string_view state;   // "authenticationFailed"
    std::string_view words;   // for a table's cell: "wrong user or password"
    std::string_view reason;  // a sentence without its stop; empty where there is nothing to explain
    std::string_view advice;  // what to do about it, with its stop; empty where nothing need be done
};

// "unknown", and nothing to say, where there is no such state.
[[nodiscard]] const StateWords& words_of(std::string_view state);

// Every state there is.
[[nodiscard]] std::span<const StateWords> all_state_words();

}  // namespace cordon::supervisor
