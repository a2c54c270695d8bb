// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session_header.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kLongestId = 256;
constexpr std::uint32_t kLongestTimeout = 86400;

}  // namespace

SessionHeader parse_session_header(std::string_view value) {
    SessionHeader header;
    const auto id = take_part(value, ';');
    if (id.size() <= kLongestId && std::all_of(id.begin(), id.end(), is_visible)) {
        header.id = id;
    }
    while (!value.empty()) {
        auto parameter = take_part(value, ';');
        if (!same_word(take_part(parameter, '='), "timeout")) {
            continue;
        }
        const auto seconds = parse_number<std::uint32_t>(trimmed(parameter));
        if (seconds && *seconds > 0 && *seconds <= kLongestTimeout) {
            header.timeout = std::chrono::seconds(*seconds);
        }
    }
    return header;
}

}  // namespace cordon::untrusted::rtsp
