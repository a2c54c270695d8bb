// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cordon::bench {

// A client's request as RFC 2326 section 6 has it.
struct RtspRequest {
    std::string method;
    std::string uri;
    std::vector<std::pair<std::string, std::string>> headers;

    // The first header of that name, in whatever case; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

// A binary frame between the messages (RFC 2326 section 10.12): a client's RTCP.
struct InterleavedFrame {
    unsigned channel = 0;
    std::string bytes;
};

// The head of a reply to a request of the camera's own.
struct RtspReply {};

struct IncompleteMessage {};
struct BrokenMessage {};

using ClientMessage =
    std::variant<IncompleteMessage, BrokenMessage, RtspRequest, RtspReply, InterleavedFrame>;

// Takes the next whole message off the front of `inbox`, or says that more bytes are needed, or that these
// are none.
ClientMessage take_client_message(std::string& inbox);

// Whether two header or parameter names are the same.
bool same_name(std::string_view a, std::string_view b);

}  // namespace cordon::bench
