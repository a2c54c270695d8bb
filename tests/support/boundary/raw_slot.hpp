// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "gateway/boundary/ring_layout.hpp"

namespace cordon::tests {

// The slot that frame `number` lies in, which it must, of a ring whose first byte is at `ring`: to do to it
// what a hostile writer could.
inline boundary::SlotHeader& raw_slot_of(std::byte* ring, const boundary::FrameGeometry& geometry,
                                         std::uint64_t number) {
    for (std::uint32_t slot = 0;; ++slot) {
        auto& header = *reinterpret_cast<boundary::SlotHeader*>(ring + boundary::slot_offset(geometry, slot));
        if (header.sequence == boundary::whole_frame(number)) {
            return header;
        }
    }
}

}  // namespace cordon::tests
