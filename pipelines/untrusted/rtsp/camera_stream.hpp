// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "gateway/base/result.hpp"
#include "pipelines/untrusted/rtsp/tls_context.hpp"

namespace cordon::untrusted::rtsp {

// The bytes to and from a camera: a TCP connection, in clear or inside TLS. Lives on the io_context's one
// thread and outlives what it was asked to do; close() ends all of that with an error.
class CameraStream {
public:
    using ErrorCode = boost::system::error_code;
    using OnDone = std::function<void(const ErrorCode& error)>;
    using OnRead = std::function<void(const ErrorCode& error, std::size_t size)>;

    // In clear when `tls` is null.
    CameraStream(boost::asio::io_context& io, std::shared_ptr<TlsContext> tls);

    // The TCP connection.
    void connect(const boost::asio::ip::tcp::endpoint& endpoint, OnDone on_done);
    // Whether secure() comes next, before anything is read or written.
    [[nodiscard]] bool needs_tls() const { return tls_.has_value(); }
    void secure(OnDone on_done);
    // Both after secure(): which certificate was shown, and whether it is the camera's.
    [[nodiscard]] std::optional<Fingerprint> certificate();
    [[nodiscard]] base::Result<> check_camera();

    void read_some(std::span<std::byte> room, OnRead on_read);
    // All of `bytes`, which stay where they are until then; one at a time.
    void write(std::string_view bytes, OnDone on_done);

    // Our own address as the camera sees it; an unspecified one when there is no connection.
    [[nodiscard]] boost::asio::ip::address own_address() const;
    void close();

private:
    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<TlsContext> context_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

// Whether a camera ended its stream, in either way there is, rather than broke it.
[[nodiscard]] bool is_end_of_stream(const CameraStream::ErrorCode& error);

}  // namespace cordon::untrusted::rtsp
