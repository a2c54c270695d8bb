// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "bench/camera_sim/quirk.hpp"
#include "gateway/base/result.hpp"

namespace cordon::bench {

// A vendor's camera: the quirks that come together in it, and the path its stream is usually at.
struct Personality {
    std::string_view name;    // as `--personality` takes it
    std::string_view path;    // with its leading slash and its query
    std::string_view quirks;  // as `--quirk` takes them
};

base::Result<Personality> find_personality(std::string_view name);

// All of them as text: a line each, NAME and QUIRKS with a tab between them.
[[nodiscard]] std::string personality_list();

}  // namespace cordon::bench
