// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/http_session.hpp"

#include <utility>

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "pipelines/trusted/web/websocket_session.hpp"

namespace cordon::trusted::web {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

// The page loads nothing from elsewhere, runs nothing inline, is framed by nobody and tells nobody where it
// is.
constexpr const char* kContentSecurityPolicy =
    "default-src 'self'; media-src blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

// What is wrong with a request that could not be read; nothing when the connection is simply over.
std::optional<Reply> refusal_of(beast::error_code error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return refusal(431, "The request's header is too long.");
    }
    if (error == http::error::body_limit || error == http::error::unexpected_body) {
        return refusal(413, "Requests with a body are not accepted.");
    }
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
        return refusal(400, "This is not a request of HTTP/1.1.");
    }
    return std::nullopt;
}

}  // namespace

HttpSession::HttpSession(boost::asio::ip::tcp::socket socket, WebContext& context, ConnectionPlace place)
    : stream_(std::move(socket)), context_(context), place_(std::move(place)), incoming_(kLargestHeader) {}

void HttpSession::refuse() {
    write(refusal(503, "The gateway has as many connections as it takes. Try again later."), false, false);
}

void HttpSession::read() {
    parser_.emplace();
    parser_->header_limit(kLargestHeader);
    parser_->body_limit(0);
    stream_.expires_after(kIdleLimit);
    http::async_read(
        stream_, incoming_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_read(error); });
}

void HttpSession::on_read(beast::error_code error) {
    if (error) {
        if (auto reply = refusal_of(error)) {
            write(std::move(*reply), false, false);
        } else {
            end();
        }
        return;
    }
    HttpRequest request = parser_->release();
    const auto text_of = [&](http::field field) -> std::string_view { return request[field]; };
    const Request asked{.method = request.method_string(),
                        .target = request.target(),
                        .host = text_of(http::field::host),
                        .origin = text_of(http::field::origin),
                        .if_none_match = text_of(http::field::if_none_match),
                        .websocket_upgrade = beast::websocket::is_upgrade(request)};
    auto outcome = route(asked, context_.view());
    if (const auto* stream_upgrade = std::get_if<StreamUpgrade>(&outcome)) {
        upgrade(*stream_upgrade, std::move(request));
        return;
    }
    write(std::move(std::get<Reply>(outcome)), request.method() == http::verb::head, request.keep_alive());
}

void HttpSession::upgrade(const StreamUpgrade& upgrade, HttpRequest request) {
    StreamHub& hub = *context_.hubs.at(upgrade.name);
    std::make_shared<WebSocketSession>(std::move(stream_), hub, std::move(place_))->run(std::move(request));
}

void HttpSession::write(Reply reply, bool head_only, bool keep_alive) {
    response_ = {};
    response_.version(11);
    response_.result(reply.status);
    response_.keep_alive(keep_alive);
    response_.set(http::field::server, "Cordon/" CORDON_VERSION);
    response_.set(http::field::content_type, reply.content_type);
    response_.set(http::field::cache_control, reply.etag.empty() ? "no-store" : "no-cache");
    response_.set("Content-Security-Policy", kContentSecurityPolicy);
    response_.set("X-Content-Type-Options", "nosniff");
    response_.set("Referrer-Policy", "no-referrer");
    response_.set("Cross-Origin-Resource-Policy", "same-origin");
    if (!reply.etag.empty()) {
        response_.set(http::field::etag, reply.etag);
    }
    if (reply.status == 405) {
        response_.set(http::field::allow, "GET, HEAD");
    }
    if (reply.status == 426) {
        response_.set(http::field::upgrade, "websocket");
    }
    if (reply.status != 304) {
        response_.content_length(reply.body.size());
    }
    if (!head_only) {
        response_.body() = std::move(reply.body);
    }
    stream_.expires_after(kIdleLimit);
    http::async_write(stream_, response_,
                      [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
                          if (error || !keep_alive) {
                              self->end();
                          } else {
                              self->read();
                          }
                      });
}

void HttpSession::end() {
    beast::error_code ignored;
    stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

}  // namespace cordon::trusted::web
