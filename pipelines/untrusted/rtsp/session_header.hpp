// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cordon::untrusted::rtsp {

// The Session header (RFC 2326 section 12.37) as a camera writes it: blanks anywhere, the timeout or not.
struct SessionHeader {
    std::string id;  // what we send back: visible characters, at most 256; empty when it makes no sense
    std::optional<std::chrono::seconds> timeout;  // 1 s to a day
};

SessionHeader parse_session_header(std::string_view value);

}  // namespace cordon::untrusted::rtsp
