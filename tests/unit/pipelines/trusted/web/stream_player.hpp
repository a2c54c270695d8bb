// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

namespace cordon::tests {

// A page's player as the web server sees it: a WebSocket, blocking, that shows every message.
struct StreamPlayer {
    StreamPlayer(boost::asio::io_context& io, const boost::asio::ip::tcp::endpoint& endpoint) : socket(io) {
        socket.next_layer().connect(endpoint);
    }
    // The next message; "" when the server hangs up.
    std::string read() {
        buffer.clear();
        boost::beast::error_code error;
        socket.read(buffer, error);
        return error ? "" : boost::beast::buffers_to_string(buffer.data());
    }
    // The next that is no text.
    std::string read_binary() {
        std::string message = read();
        while (!message.empty() && socket.got_text()) {
            message = read();
        }
        return message;
    }

    boost::beast::websocket::stream<boost::asio::ip::tcp::socket> socket;
    boost::beast::flat_buffer buffer;
};

}  // namespace cordon::tests
