// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/error.hpp"

#include <cerrno>
#include <system_error>

namespace cordon::base {

Error Error::from_errno(std::string_view what) {
    return from_errno(what, errno);
}

Error Error::from_errno(std::string_view what, int error_number) {
    return Error{std::string(what) + ": " + std::generic_category().message(error_number)};
}

}  // namespace cordon::base
