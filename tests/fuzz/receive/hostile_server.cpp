// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/receive/hostile_server.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>

namespace cordon::untrusted::receive {

namespace asio = boost::asio;
using asio::ip::tcp;

struct HostileServer::Peer {
    explicit Peer(tcp::socket accepted) : socket(std::move(accepted)) {}
    tcp::socket socket;
    std::array<char, 4096> room{};
};

HostileServer::HostileServer(asio::io_context& io, std::string_view script)
    : acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)), script_(script) {
    accept();
}

HostileServer::~HostileServer() {
    hang_up();
}

void HostileServer::accept() {
    acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
        if (error) {
            return;
        }
        ++connections_;
        hang_up();
        // With a reset, so that no port waits for stragglers: there are thousands of these a minute.
        socket.set_option(asio::socket_base::linger(true, 0));
        socket.non_blocking(true);
        peer_ = std::make_shared<Peer>(std::move(socket));
        read(peer_);
        accept();
    });
}

void HostileServer::read(const std::shared_ptr<Peer>& peer) {
    peer->socket.async_read_some(asio::buffer(peer->room),
                                 [this, peer](const boost::system::error_code& error, std::size_t size) {
                                     if (!error && peer == peer_) {
                                         heard_.append(peer->room.data(), size);
                                         read(peer);
                                     }
                                 });
}

void HostileServer::go_on() {
    if (peer_ == nullptr) {
        return;
    }
    const auto end = std::min(script_.find("RTSP/1.", 1), script_.size());
    boost::system::error_code error;
    const auto sent = peer_->socket.write_some(asio::buffer(script_.substr(0, end)), error);
    script_.remove_prefix(error ? script_.size() : sent);
    if (end == 0 || error) {
        hang_up();
    }
}

void HostileServer::hang_up() {
    if (peer_ != nullptr) {
        boost::system::error_code ignored;
        peer_->socket.close(ignored);
        peer_.reset();
    }
}

}  // namespace cordon::untrusted::receive
