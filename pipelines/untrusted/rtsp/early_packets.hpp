// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "gateway/base/clock.hpp"

namespace cordon::untrusted::rtsp {

// Packets that come after PLAY was sent and before its reply: kept, since the first keyframe is often among
// them, up to 512 KiB and 4,096 packets; what comes then is lost.
class EarlyPackets {
public:
    struct Packet {
        std::vector<std::byte> bytes;
        base::MonotonicTime arrival;
    };

    void add(std::span<const std::byte> packet, base::MonotonicTime arrival) {
        if (packets_.size() < kMostPackets && packet.size() <= kMostBytes - bytes_) {
            bytes_ += packet.size();
            packets_.push_back({{packet.begin(), packet.end()}, arrival});
        }
    }
    [[nodiscard]] bool empty() const { return packets_.empty(); }
    void clear() { (void)take(); }
    // All of them, in order; none are left.
    std::vector<Packet> take() {
        bytes_ = 0;
        return std::exchange(packets_, {});
    }

private:
    static constexpr std::size_t kMostBytes = std::size_t{512} * 1024;
    static constexpr std::size_t kMostPackets = 4096;

    std::vector<Packet> packets_;
    std::size_t bytes_ = 0;
};

}  // namespace cordon::untrusted::rtsp
