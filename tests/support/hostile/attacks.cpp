// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hostile/attacks.hpp"

#include <algorithm>
#include <array>

namespace cordon::hostile {

const Attack* find_attack(std::string_view name) {
    const std::array catalogue{file_attacks(),   network_attacks(), process_attacks(),
                               memory_attacks(), kernel_attacks(),  probes()};
    for (const auto theme : catalogue) {
        const auto found = std::ranges::find(theme, name, &Attack::name);
        if (found != theme.end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace cordon::hostile
