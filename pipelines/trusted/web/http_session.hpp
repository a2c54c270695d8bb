// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "pipelines/trusted/web/http_routes.hpp"
#include "pipelines/trusted/web/web_context.hpp"

namespace cordon::trusted::web {

// One HTTP/1.1 connection: reads a request without a body, answers from http_routes, and again, until it
// idles, ends or becomes a WebSocket. Lives as long as its connection; the web server's thread only.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
public:
    static constexpr std::uint32_t kLargestHeader = 8192;  // bytes
    static constexpr std::chrono::seconds kIdleLimit{15};  // for a request to come, or an answer to leave

    HttpSession(boost::asio::ip::tcp::socket socket, WebContext& context, ConnectionPlace place);

    void run() { read(); }
    // Answers once, without reading anything, and ends: there are too many connections.
    void refuse();

private:
    using HttpRequest = boost::beast::http::request<boost::beast::http::empty_body>;
    void read();
    void on_read(boost::beast::error_code error);
    void upgrade(const StreamUpgrade& upgrade, HttpRequest request);
    void write(Reply reply, bool head_only, bool keep_alive);
    void end();

    boost::beast::tcp_stream stream_;
    WebContext& context_;
    ConnectionPlace place_;
    boost::beast::flat_buffer incoming_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::empty_body>> parser_;
    boost::beast::http::response<boost::beast::http::string_body> response_;
};

}  // namespace cordon::trusted::web
