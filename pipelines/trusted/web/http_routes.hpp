// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "pipelines/trusted/web/gateway_view.hpp"

namespace cordon::trusted::web {

// What of an HTTP request decides its answer. Borrows; every field is the viewer's word and may be empty.
struct Request {
    std::string_view method = {};
    std::string_view target = {};
    std::string_view host = {};
    std::string_view origin = {};
    std::string_view if_none_match = {};
    bool websocket_upgrade = false;
};

struct Reply {
    unsigned status = 200;
    std::string_view content_type = "text/plain; charset=utf-8";
    std::string_view etag;  // empty: the document is of this moment and must not be stored
    std::string body;
};

// The request may become a WebSocket that carries this stream.
struct StreamUpgrade {
    std::string name;
};

// The one table of what there is: /, the page's files, /api/streams, /healthz, /metrics and
// /streams/<camera>. GET and HEAD only. Pure: the same request on the same view has the same answer.
[[nodiscard]] std::variant<Reply, StreamUpgrade> route(const Request& request, const GatewayView& view);

// A plain-text answer in words, for what goes wrong before or beside the table.
[[nodiscard]] Reply refusal(unsigned status, std::string_view text);

}  // namespace cordon::trusted::web
