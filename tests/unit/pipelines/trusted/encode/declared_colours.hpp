// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace cordon::tests {

// What a stream says of its pictures' colours, by the numbers of ITU-T H.273.
struct DeclaredColours {
    bool full_range = false;
    unsigned primaries = 0;
    unsigned transfer = 0;
    unsigned matrix = 0;
    friend bool operator==(const DeclaredColours&, const DeclaredColours&) = default;
};

// Of a keyframe that begins with its SPS (ITU-T H.264, 7.3.2.1.1 and E.1.1); nothing where it does not say.
std::optional<DeclaredColours> declared_colours(const std::vector<std::byte>& keyframe);

}  // namespace cordon::tests
