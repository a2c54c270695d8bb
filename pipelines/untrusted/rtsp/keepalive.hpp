// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::untrusted::rtsp {

// Which request keeps a session alive, and how often (RFC 2326 sections 10.1, 10.8, 12.37). Cameras count
// different ones: some OPTIONS alone, some GET_PARAMETER alone, and do not say which. So those that its
// Public header lists take turns, each often enough by itself: GET_PARAMETER, or SET_PARAMETER where only
// that is listed, and OPTIONS. One that is refused or not answered is left out from then on. One that is not
// listed is never sent, for there are cameras that hang up, unless OPTIONS was refused and there is no other.
// Decides only; the session sends it, and never waits for the reply. Receiver reports, which others count, go
// out anyway.
class Keepalive {
public:
    // `public_methods` is the Public header of its OPTIONS reply, empty when unknown.
    explicit Keepalive(std::string_view public_methods);

    // The session timeout a camera announced; 60 s until it does (RFC 2326 section 12.37).
    void set_timeout(std::chrono::seconds timeout) { timeout_ = timeout; }
    [[nodiscard]] std::chrono::seconds timeout() const { return timeout_; }

    // Until the next request: min(timeout/2, timeout - 5 s, 30 s) shared among those that take turns, at
    // least 1 s.
    [[nodiscard]] std::chrono::milliseconds interval() const;

    // The method to send now. When the one before it has had no answer by then, it is taken as refused.
    [[nodiscard]] std::string next_method();

    // The answer to the last one, but a 401 or 1xx.
    void on_answer(unsigned status);

    // Whether the camera did not do as it advertised.
    [[nodiscard]] bool fell_back() const { return fell_back_; }

private:
    void leave_out_last();

    std::vector<std::string> methods_;  // that take turns; never empty
    std::size_t next_ = 0;
    bool unanswered_ = false;
    bool fell_back_ = false;
    std::chrono::seconds timeout_{60};
};

}  // namespace cordon::untrusted::rtsp
