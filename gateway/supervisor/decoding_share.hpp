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
    struct Tenth {
        std::size_t sending = 0;  // cameras of which pictures come
        double idle = 0;          // of all processors, 0 to 1
    };
    // Call ten times a second while the share is not the whole. When cameras have gone there is room at once;
    // that the processors rest for a moment is no sign of it, as cameras' keyframes may come close together.
    void sample(const Tenth& tenth);

    [[nodiscard]] std::uint8_t percent() const { return static_cast<std::uint8_t>(percent_); }

private:
    double percent_ = boundary::kWholeGroups;
    double idle_ = 0;                        // in the last second
    std::array<double, 3> room_{};           // idle in each of the last tenths
    std::array<std::size_t, 10> sending_{};  // cameras, in each of the last tenths
    int settling_ = 0;                       // seconds
    int catching_up_ = 0;                    // seconds
};

}  // namespace cordon::supervisor
