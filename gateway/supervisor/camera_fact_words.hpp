// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/boundary/camera_facts.hpp"

namespace cordon::supervisor {

// Words for what a receiver found out about its camera: a name for scripts, in camelCase, and a phrase for
// people.
struct FactWords {
    std::string_view name;
    std::string_view phrase;
};

[[nodiscard]] FactWords words_for(boundary::CameraTransport transport);
[[nodiscard]] FactWords words_for(boundary::CameraAuthentication authentication);

// Of each bit that is set in `oddities`, in the order of the bits.
[[nodiscard]] std::vector<FactWords> words_for_oddities(std::uint64_t oddities);

}  // namespace cordon::supervisor
