// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "gateway/base/clock.hpp"

namespace cordon::untrusted::rtsp {

// Puts RTP packets that came by UDP back into the order of their sequence numbers. What follows a gap waits
// for what is missing, at most kLongestWait and at most kMostPackets of it; then the missing is given up.
// Packets that come twice, or after they were given up, are dropped; a new SSRC or a leap in the numbers
// begins anew. Holds no timer: its owner asks when to call expire(). One thread.
class ReorderBuffer {
public:
    static constexpr std::chrono::milliseconds kLongestWait{80};
    static constexpr std::size_t kMostPackets = 256;
    static constexpr std::size_t kMostBytes = std::size_t{1} << 20;

    // Called for each packet in order, inside push() and expire().
    using OnPacket = std::function<void(std::span<const std::byte> packet, base::MonotonicTime arrival)>;
    explicit ReorderBuffer(OnPacket on_packet) : on_packet_(std::move(on_packet)) {}

    // A whole RTP packet (RFC 3550), whose header has been looked at.
    void push(std::uint32_t source, std::uint16_t sequence, std::span<const std::byte> packet,
              base::MonotonicTime arrival);
    // When the oldest that waits has waited long enough; nothing when none waits.
    [[nodiscard]] std::optional<base::MonotonicTime> due() const;
    void expire(base::MonotonicTime now);

private:
    struct Waiting {
        std::vector<std::byte> bytes;
        base::MonotonicTime arrival;
    };

    void deliver_what_follows();
    void give_up_the_gap();
    void begin(std::uint32_t source, std::uint16_t sequence);

    OnPacket on_packet_;
    std::optional<std::uint32_t> source_;
    std::uint16_t next_ = 0;                    // the number expected
    std::map<std::uint16_t, Waiting> waiting_;  // by sequence number
    std::size_t waiting_bytes_ = 0;
};

}  // namespace cordon::untrusted::rtsp
