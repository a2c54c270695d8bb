// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "gateway/base/error.hpp"
#include "gateway/base/invariant.hpp"

namespace cordon::base {

// A value, or the Error that stands in its place. What can fail returns one; nothing in Cordon throws.
template <typename T = void>
class [[nodiscard]] Result {
public:
    Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
    Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

    [[nodiscard]] bool ok() const { return outcome_.index() == 0; }
    explicit operator bool() const { return ok(); }

    // Only where ok().
    [[nodiscard]] T& value() & {
        CORDON_INVARIANT(ok(), "value() of a failed Result");
        return *std::get_if<0>(&outcome_);
    }
    [[nodiscard]] const T& value() const& {
        CORDON_INVARIANT(ok(), "value() of a failed Result");
        return *std::get_if<0>(&outcome_);
    }
    [[nodiscard]] T value() && {
        CORDON_INVARIANT(ok(), "value() of a failed Result");
        return std::move(*std::get_if<0>(&outcome_));
    }
    // Only where not ok().
    [[nodiscard]] const Error& error() const {
        CORDON_INVARIANT(!ok(), "error() of a Result that holds a value");
        return *std::get_if<1>(&outcome_);
    }

private:
    std::variant<T, Error> outcome_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

    [[nodiscard]] bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const {
        CORDON_INVARIANT(!ok(), "error() of a Result that succeeded");
        return *error_;
    }

private:
    std::optional<Error> error_;
};

}  // namespace cordon::base

#define CORDON_CONCAT_INNER(a, b) a##b
#define CORDON_CONCAT(a, b) CORDON_CONCAT_INNER(a, b)

// CORDON_TRY(auto fd, open_it()): the value, or return the error to our caller.
#define CORDON_TRY(declaration, expression)                   \
    auto CORDON_CONCAT(cordon_try_, __LINE__) = (expression); \
    if (!CORDON_CONCAT(cordon_try_, __LINE__).ok()) {         \
        return CORDON_CONCAT(cordon_try_, __LINE__).error();  \
    }                                                         \
    declaration = std::move(CORDON_CONCAT(cordon_try_, __LINE__)).value()

// CORDON_TRY_VOID(seal(fd)): go on, or return the error to our caller.
#define CORDON_TRY_VOID(expression)                                           \
    do {                                                                      \
        if (auto cordon_try_result = (expression); !cordon_try_result.ok()) { \
            return cordon_try_result.error();                                 \
        }                                                                     \
    } while (false)
