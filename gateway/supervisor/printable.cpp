// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/printable.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace cordon::supervisor {
namespace {

// The length of the UTF-8 character `bytes` begins with and its code point; length 0 when it is none
// (RFC 3629: shortest form, no surrogates, at most U+10FFFF).
struct Character {
    std::size_t length = 0;
    std::uint32_t code_point = 0;
};

Character first_character(std::string_view bytes) {
    const auto lead = static_cast<std::uint8_t>(bytes[0]);
    if (lead < 0x80) {
        return {1, lead};
    }
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length) {
        return {};
    }
    std::uint32_t code_point = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<std::uint8_t>(bytes[i]);
        if ((next & 0xc0) != 0x80) {
            return {};
        }
        code_point = code_point << 6 | (next & 0x3fU);
    }
    constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < kSmallest[length] || surrogate || code_point > 0x10ffff) {
        return {};
    }
    return {length, code_point};
}

bool is_harmless(std::uint32_t c) {
    const bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    const bool turns_direction = c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
                                 (c >= 0x2066 && c <= 0x2069);
    return !control && !turns_direction;
}

}  // namespace

std::string printable(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    while (!bytes.empty()) {
        const Character character = first_character(bytes);
        const std::size_t length = character.length == 0 ? 1 : character.length;
        const std::string_view taken = bytes.substr(0, length);
        bytes.remove_prefix(length);
        if (taken == "\\") {
            text += "\\\\";
        } else if (character.length > 0 && is_harmless(character.code_point)) {
            text += taken;
        } else {
            for (const char c : taken) {
                const auto byte = static_cast<std::uint8_t>(c);
                text.append("\\x").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 0xf]);
            }
        }
    }
    return text;
}

}  // namespace cordon::supervisor
