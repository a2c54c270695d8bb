// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/client_stream.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace cordon::bench {

namespace asio = boost::asio;

base::Result<ServerTls> server_tls(const std::string& file, bool old) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    if (old) {
        SSL_CTX* native = context->native_handle();
        if (SSL_CTX_set_min_proto_version(native, TLS1_VERSION) != 1 ||
            SSL_CTX_set_max_proto_version(native, TLS1_VERSION) != 1 ||
            SSL_CTX_set_cipher_list(native, "AES128-SHA:@SECLEVEL=0") != 1) {
            return base::Error{"this OpenSSL has no TLS 1.0"};
        }
    }
    boost::system::error_code error;
    context->use_certificate_chain_file(file, error);
    if (!error) {
        context->use_private_key_file(file, asio::ssl::context::pem, error);
    }
    if (error) {
        return base::Error{file + ": no certificate with its key: " + error.message()};
    }
    return context;
}

ClientStream::ClientStream(asio::ip::tcp::socket socket, ServerTls tls)
    : socket_(std::move(socket)), context_(std::move(tls)) {
    if (context_ != nullptr) {
        tls_.emplace(socket_, *context_);
    }
}

void ClientStream::secure(OnDone on_done) {
    if (tls_) {
        tls_->async_handshake(asio::ssl::stream_base::server, std::move(on_done));
    } else {
        on_done({});
    }
}

void ClientStream::read_some(asio::mutable_buffer room, OnSize on_size) {
    if (tls_) {
        tls_->async_read_some(room, std::move(on_size));
    } else {
        socket_.async_read_some(room, std::move(on_size));
    }
}

void ClientStream::write(const std::vector<asio::const_buffer>& buffers, OnSize on_size) {
    if (tls_) {
        asio::async_write(*tls_, buffers, std::move(on_size));
    } else {
        asio::async_write(socket_, buffers, std::move(on_size));
    }
}

void ClientStream::close() {
    ErrorCode ignored;
    socket_.close(ignored);
}

}  // namespace cordon::bench
