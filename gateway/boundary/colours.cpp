// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/colours.hpp"

#include <algorithm>
#include <array>

namespace cordon::boundary {
namespace {

constexpr std::array kAll{Colours::kBt709, Colours::kBt601, Colours::kBt709Full, Colours::kBt601Full};

}  // namespace

std::optional<Colours> colours_numbered(std::uint64_t number) {
    const auto* found =
        std::ranges::find(kAll, number, [](Colours colours) { return static_cast<std::uint64_t>(colours); });
    return found != kAll.end() ? std::optional(*found) : std::nullopt;
}

std::string_view name_of(Colours colours) {
    switch (colours) {
        case Colours::kBt709:
            return "bt709";
        case Colours::kBt601:
            return "bt601";
        case Colours::kBt709Full:
            return "bt709-full";
        case Colours::kBt601Full:
            return "bt601-full";
    }
    return "bt709";
}

std::optional<Colours> colours_named(std::string_view name) {
    const auto* found = std::ranges::find(kAll, name, name_of);
    return found != kAll.end() ? std::optional(*found) : std::nullopt;
}

}  // namespace cordon::boundary
