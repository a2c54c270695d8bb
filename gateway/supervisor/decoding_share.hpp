// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gateway/boundary/descriptor_channel.hpp"

namespace cordon::supervisor {

// How much of each group of pictures all cameras' decoders are given, where the machine cannot decode
// everything: the same for all, so that all degrade alike. Follows what the receivers say of their decoders
// and how much of the processors is idle; of the publisher it knows nothing.
class DecodingShare {
public:
    static constexpr std::uint8_t kLeast = 20;  // percent

    struct Second {
        std::size_t streaming = 0;  // cameras
        std::size_t late = 0;       // of those, with decoders behind
        double idle = 0;            // of all processors, 0 to 1
    };
    // Call once a second.
    void sample(const Second& second);
    // Call ten times a second while the share is not the whole: how much of the processors was idle, 0 to 1.
    // When cameras have gone there is room at once.
    void sample_idle(double idle);

    [[nodiscard]] std::uint8_t percent() const { return static_cast<std::uint8_t>(percent_); }

private:
    double percent_ = boundary::kWholeGroups;
    double idle_ = 0;               // in the last second
    std::array<double, 3> room_{};  // idle in each of the last tenths
    int settling_ = 0;              // seconds
    int catching_up_ = 0;           // seconds
};

}  // namespace cordon::supervisor
