// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "bench/camera_sim/authentication.hpp"
#include "gateway/base/clock.hpp"

namespace cordon::bench {

// What one camera remembers beyond a connection. The io_context's one thread.
class CameraSessions {
public:
    // A password it did not take.
    void note_refused_password() { ++refused_passwords_; }
    [[nodiscard]] unsigned refused_passwords() const { return refused_passwords_; }

    // The nonce of a camera that has one for all its connections.
    [[nodiscard]] const std::string& nonce() const { return nonce_; }

    // The one session of a camera that has one: until TEARDOWN, or until nothing was heard of it for
    // `timeout`.
    void hold(const std::string& session, base::MonotonicTime now, std::chrono::seconds timeout) {
        holder_ = session;
        held_until_ = now + timeout;
    }
    void release(const std::string& session) {
        if (holder_ == session) {
            held_until_ = {};
        }
    }
    [[nodiscard]] bool is_held(base::MonotonicTime now) const { return now < held_until_; }

    void note_set_up() { ++set_up_; }
    void note_tear_down() { ++torn_down_; }
    [[nodiscard]] std::uint64_t set_up() const { return set_up_; }
    [[nodiscard]] std::uint64_t torn_down() const { return torn_down_; }

private:
    unsigned refused_passwords_ = 0;
    std::string nonce_ = random_hex(16);
    std::string holder_;
    base::MonotonicTime held_until_{};
    std::uint64_t set_up_ = 0;
    std::uint64_t torn_down_ = 0;
};

}  // namespace cordon::bench
