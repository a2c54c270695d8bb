// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cordon::untrusted::rtsp {

// The ways a camera's packets can come (RFC 2326 section 10.12 and 12.39).
enum class TransportWay : std::uint8_t { kTcp, kUdp, kMulticast };

// Which way to ask a camera for, through any number of sessions: the ways that are allowed, in order, and the
// one that worked last first. TCP comes first because it gets through everything and loses nothing.
class TransportChoice {
public:
    // `allowed` is not empty.
    explicit TransportChoice(std::vector<TransportWay> allowed) : allowed_(std::move(allowed)) {}

    [[nodiscard]] TransportWay current() const { return allowed_[current_]; }
    // The current way does not work: goes on to the next. False when all have been tried since one worked, or
    // since this was last false; the first is current again then.
    bool fall_back() {
        current_ = (current_ + 1) % allowed_.size();
        tried_ = (tried_ + 1) % allowed_.size();
        return tried_ != 0;
    }
    // Packets come the current way.
    void on_success() { tried_ = 0; }

private:
    std::vector<TransportWay> allowed_;
    std::size_t current_ = 0;
    std::size_t tried_ = 0;
};

}  // namespace cordon::untrusted::rtsp
