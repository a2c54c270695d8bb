// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/camera_stream.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>

#include "gateway/base/invariant.hpp"

namespace cordon::untrusted::rtsp {

namespace asio = boost::asio;

CameraStream::CameraStream(asio::io_context& io, std::shared_ptr<TlsContext> tls)
    : socket_(io), context_(std::move(tls)) {
    if (context_ != nullptr) {
        tls_.emplace(socket_, context_->native());
    }
}

void CameraStream::connect(const asio::ip::tcp::endpoint& endpoint, OnDone on_done) {
    socket_.async_connect(endpoint, [this, on_done = std::move(on_done)](const ErrorCode& error) {
        if (!error) {
            ErrorCode ignored;
            socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
        }
        on_done(error);
    });
}

void CameraStream::secure(OnDone on_done) {
    CORDON_INVARIANT(tls_.has_value(), "only a stream that needs TLS is secured");
    tls_->async_handshake(asio::ssl::stream_base::client, std::move(on_done));
}

std::optional<Fingerprint> CameraStream::certificate() {
    CORDON_INVARIANT(tls_.has_value(), "only a camera that speaks TLS shows a certificate");
    return TlsContext::shown_by(*tls_->native_handle());
}

base::Result<> CameraStream::check_camera() {
    CORDON_INVARIANT(tls_.has_value(), "only a camera that speaks TLS shows a certificate");
    return context_->check_camera(*tls_->native_handle());
}

void CameraStream::read_some(std::span<std::byte> room, OnRead on_read) {
    const auto buffer = asio::buffer(room.data(), room.size());
    if (tls_) {
        tls_->async_read_some(buffer, std::move(on_read));
    } else {
        socket_.async_read_some(buffer, std::move(on_read));
    }
}

void CameraStream::write(std::string_view bytes, OnDone on_done) {
    auto on_written = [on_done = std::move(on_done)](const ErrorCode& error, std::size_t) { on_done(error); };
    const auto buffer = asio::buffer(bytes.data(), bytes.size());
    if (tls_) {
        asio::async_write(*tls_, buffer, std::move(on_written));
    } else {
        asio::async_write(socket_, buffer, std::move(on_written));
    }
}

asio::ip::address CameraStream::own_address() const {
    ErrorCode error;
    return socket_.local_endpoint(error).address();
}

void CameraStream::close() {
    ErrorCode ignored;
    socket_.close(ignored);
}

bool is_end_of_stream(const CameraStream::ErrorCode& error) {
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

}  // namespace cordon::untrusted::rtsp
