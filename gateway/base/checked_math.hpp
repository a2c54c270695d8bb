// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <utility>

namespace cordon::base {

// A product that says when it does not fit. Every size made from a number somebody else chose goes through
// it.
template <std::integral T>
[[nodiscard]] constexpr std::optional<T> checked_multiply(T a, T b) {
    T result{};
    return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional<T>(result);
}

// The same value as another integer type, where it fits.
template <std::integral To, std::integral From>
[[nodiscard]] constexpr std::optional<To> checked_cast(From value) {
    return std::in_range<To>(value) ? std::optional<To>(static_cast<To>(value)) : std::nullopt;
}

// `value` rounded up to a multiple of `alignment`, a power of two.
template <std::unsigned_integral T>
[[nodiscard]] constexpr T align_up(T value, T alignment) {
    return (value + alignment - 1) & ~(alignment - 1);
}

}  // namespace cordon::base
