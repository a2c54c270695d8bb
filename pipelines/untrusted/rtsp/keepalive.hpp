// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cordon::untrusted::rtsp {

// What keeps a camera's session alive: GET_PARAMETER where its Public header lists it, else OPTIONS, and the
// other one once the first is refused or not answered. Decides only; the session sends it, and never waits
// for the reply.
class Keepalive {
public:
    // `public_methods` is the Public header of its OPTIONS reply, empty when unknown.
    explicit Keepalive(std::string_view public_methods);

    // The session timeout a camera announced; 60 s until it does (RFC 2326 section 12.37).
    void set_timeout(std::chrono::seconds timeout) { timeout_ = timeout; }
    [[nodiscard]] std::chrono::seconds timeout() const { return timeout_; }

    // min(timeout/2, timeout - 5 s, 30 s), at least 1 s: cameras that count differently all live with it.
    [[nodiscard]] std::chrono::milliseconds interval() const;

    // The method to send now. When the one before it has had no answer by then, it is taken as refused.
    [[nodiscard]] std::string next_method();

    // The answer to the last one, but a 401 or 1xx. Refusal changes the method, until both have been refused.
    void on_answer(unsigned status);

private:
    void change_method();

    bool get_parameter_ = false;
    bool changed_ = false;
    bool unanswered_ = false;
    std::chrono::seconds timeout_{60};
};

}  // namespace cordon::untrusted::rtsp
