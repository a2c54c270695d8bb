// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/http_routes.hpp"

#include <algorithm>
#include <cctype>

#include "pipelines/trusted/web/asset_table.hpp"
#include "pipelines/trusted/web/status_documents.hpp"

namespace cordon::trusted::web {
namespace {

constexpr std::string_view kStreamPrefix = "/streams/";
constexpr std::string_view kJson = "application/json";

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// A browser says from which page a WebSocket is opened, and no page can forge it: only our own may pull
// streams. What is no browser sends no Origin (RFC 6455, 10.2).
bool is_same_origin(const Request& request) {
    if (request.origin.empty()) {
        return true;
    }
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (request.origin.starts_with(scheme)) {
            return !request.host.empty() &&
                   equal_ignoring_case(request.origin.substr(scheme.size()), request.host);
        }
    }
    return false;
}

std::variant<Reply, StreamUpgrade> route_stream(const Request& request, std::string_view name,
                                                const GatewayView& view) {
    if (view.streams.find(name) == nullptr) {
        return refusal(404, "There is no camera of that name. /api/streams lists all.");
    }
    if (!request.websocket_upgrade) {
        return refusal(426, "This address speaks WebSocket only.");
    }
    if (!is_same_origin(request)) {
        return refusal(403, "Streams are only given to the gateway's own page.");
    }
    return StreamUpgrade{std::string(name)};
}

// If-None-Match is a list of entity tags or "*" (RFC 9110, 13.1.2).
bool matches(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

}  // namespace

Reply refusal(unsigned status, std::string_view text) {
    Reply reply;
    reply.status = status;
    reply.body = std::string(text) + "\n";
    return reply;
}

std::variant<Reply, StreamUpgrade> route(const Request& request, const GatewayView& view) {
    if (request.method != "GET" && request.method != "HEAD") {
        return refusal(405, "Only GET and HEAD are understood here.");
    }
    const std::string_view path = request.target.substr(0, request.target.find('?'));
    if (path.starts_with(kStreamPrefix)) {
        return route_stream(request, path.substr(kStreamPrefix.size()), view);
    }
    if (path == "/api/streams") {
        return Reply{200, kJson, {}, streams_document(view)};
    }
    if (path == "/healthz") {
        Health health = health_document(view);
        return Reply{health.healthy ? 200U : 503U, kJson, {}, std::move(health.document)};
    }
    if (path == "/metrics") {
        return Reply{200, "text/plain; version=0.0.4; charset=utf-8", {}, metrics_document(view)};
    }
    const auto assets = asset_table();
    const auto asset = std::ranges::find(assets, path, &Asset::path);
    if (asset == assets.end()) {
        return refusal(404, "There is nothing here. The page is at /.");
    }
    if (matches(request.if_none_match, asset->etag)) {
        return Reply{304, asset->content_type, asset->etag, {}};
    }
    return Reply{200, asset->content_type, asset->etag, std::string(asset->content)};
}

}  // namespace cordon::trusted::web
