// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "gateway/base/result.hpp"

namespace cordon::bench {

using ServerTls = std::shared_ptr<boost::asio::ssl::context>;

// The camera's end of TLS, with the certificate and key of a PEM file; `old`: as a camera of 2010 speaks it,
// TLS 1.0 alone. An Error names the file.
base::Result<ServerTls> server_tls(const std::string& file, bool old);

// The bytes to and from one client, in clear or inside TLS. Handlers are called on the socket's executor;
// close() ends what is under way with an error.
class ClientStream {
public:
    using ErrorCode = boost::system::error_code;
    using OnDone = std::function<void(ErrorCode error)>;
    using OnSize = std::function<void(ErrorCode error, std::size_t size)>;

    // In clear when `tls` is null.
    ClientStream(boost::asio::ip::tcp::socket socket, ServerTls tls);

    [[nodiscard]] boost::asio::ip::tcp::socket& socket() { return socket_; }
    // Before anything is read or written: the handshake, where there is one.
    void secure(OnDone on_done);
    void read_some(boost::asio::mutable_buffer room, OnSize on_size);
    void write(const std::vector<boost::asio::const_buffer>& buffers, OnSize on_size);
    void close();

private:
    boost::asio::ip::tcp::socket socket_;
    ServerTls context_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

}  // namespace cordon::bench
