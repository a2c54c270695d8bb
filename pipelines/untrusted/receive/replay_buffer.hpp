// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

// The camera's current group of pictures, from its last keyframe on: what a decoder that was started anew
// must see before it can go on with the live stream. A group that grows over the limit is given up whole, as
// the middle of one is of no use. One thread.
class ReplayBuffer {
public:
    struct Entry {
        boundary::AccessUnitHeader header;
        std::span<const std::byte> payload;  // valid until the next add() or clear()
    };

    // `limit` in bytes of payload.
    explicit ReplayBuffer(std::size_t limit) : limit_(limit) {}

    // A keyframe begins a new group; what comes before the first one is not kept.
    void add(const boundary::AccessUnitHeader& header, std::span<const std::byte> payload);
    void clear();

    // In the order they came; empty when there is no whole group.
    [[nodiscard]] std::vector<Entry> entries() const;
    // Which group the stream is in: changes with every keyframe.
    [[nodiscard]] std::uint64_t group() const { return group_; }

private:
    struct Kept {
        boundary::AccessUnitHeader header;
        std::size_t offset = 0;
        std::size_t size = 0;
    };

    std::size_t limit_;
    std::vector<std::byte> bytes_;
    std::vector<Kept> kept_;
    std::uint64_t group_ = 0;
};

}  // namespace cordon::untrusted::receive
