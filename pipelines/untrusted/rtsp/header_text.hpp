// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cordon::untrusted::rtsp {

// The few operations on header text that every parser of this folder shares. ASCII only, no locale.

// Without blanks and tabs at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// Whether both are the same word, whatever the case.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);

// Takes the text before the next `separator` off the front of `rest`, trimmed; all of it when there is none.
[[nodiscard]] std::string_view take_part(std::string_view& rest, char separator);

// Whether a byte may stand in a URL or an identifier we send back: printable and no blank.
[[nodiscard]] constexpr bool is_visible(char c) {
    return c > 0x20 && c < 0x7f;
}

// The number that `text`, as a whole, is.
template <std::unsigned_integral T>
[[nodiscard]] std::optional<T> parse_number(std::string_view text, int base = 10) {
    T value{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    const bool whole = failure == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional<T>(value) : std::nullopt;
}

}  // namespace cordon::untrusted::rtsp
