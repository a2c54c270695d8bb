// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/udp_receiver.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

namespace cordon::untrusted::rtsp {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kLargestDatagram = 65536;
constexpr int kAttempts = 64;
constexpr std::size_t kDatagramsAtOnce = 256;  // before others on this thread have their turn
// A keyframe of 2 MB comes in one burst.
constexpr int kReceiveBuffer = 4 << 20;

// Anew, where it was open. Several programs may listen to one group; nobody else's ports are taken by that.
bool open_and_bind(asio::ip::udp::socket& socket, const asio::ip::udp::endpoint& endpoint) {
    error_code error;
    socket.close(error);
    socket.open(endpoint.protocol(), error);
    if (!error && endpoint.address().is_multicast()) {
        socket.set_option(asio::socket_base::reuse_address(true), error);
    }
    if (!error) {
        socket.bind(endpoint, error);
    }
    return !error;
}

}  // namespace

UdpReceiver::UdpReceiver(asio::io_context& io, asio::ip::address camera, Listener& listener)
    : camera_(std::move(camera)),
      listener_(&listener),
      rtp_(io, false),
      rtcp_(io, true),
      buffer_(kLargestDatagram) {}

std::shared_ptr<UdpReceiver> UdpReceiver::open_unicast(asio::io_context& io, const asio::ip::address& own,
                                                       const asio::ip::address& camera, Listener& listener) {
    std::shared_ptr<UdpReceiver> self(new UdpReceiver(io, camera, listener));
    if (!self->bind_pair(own)) {
        return nullptr;
    }
    self->listen(self->rtp_);
    self->listen(self->rtcp_);
    return self;
}

std::shared_ptr<UdpReceiver> UdpReceiver::join(asio::io_context& io, const asio::ip::address& own,
                                               const asio::ip::address& camera, const std::string& group,
                                               std::uint16_t port, Listener& listener) {
    error_code error;
    const auto address = asio::ip::make_address(group, error);
    if (error || !address.is_multicast() || !address.is_v4() || !own.is_v4() || port == 0) {
        return nullptr;
    }
    std::shared_ptr<UdpReceiver> self(new UdpReceiver(io, camera, listener));
    if (!self->bind_group(own, address, port)) {
        return nullptr;
    }
    self->listen(self->rtp_);
    self->listen(self->rtcp_);
    return self;
}

bool UdpReceiver::prepare(Socket& socket) {
    error_code error;
    // As much as the system grants an ordinary program.
    socket.set_option(asio::socket_base::receive_buffer_size(kReceiveBuffer), error);
    socket.non_blocking(true, error);
    return !error;
}

bool UdpReceiver::bind_pair(const asio::ip::address& own) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (!open_and_bind(rtp_.socket, Endpoint(own, 0))) {
            return false;
        }
        error_code error;
        port_ = rtp_.socket.local_endpoint(error).port();
        if (!error && port_ % 2 == 0 &&
            open_and_bind(rtcp_.socket, Endpoint(own, static_cast<std::uint16_t>(port_ + 1)))) {
            return prepare(rtp_.socket) && prepare(rtcp_.socket);
        }
    }
    return false;
}

bool UdpReceiver::bind_group(const asio::ip::address& own, const asio::ip::address& group,
                             std::uint16_t port) {
    port_ = port;
    ip_mreq_source wanted{};
    const auto bytes = [](const asio::ip::address& address) { return htonl(address.to_v4().to_uint()); };
    wanted.imr_multiaddr.s_addr = bytes(group);
    wanted.imr_interface.s_addr = bytes(own);
    wanted.imr_sourceaddr.s_addr = bytes(camera_);
    const std::array both{std::pair{&rtp_.socket, port},
                          std::pair{&rtcp_.socket, static_cast<std::uint16_t>(port + 1)}};
    return std::ranges::all_of(both, [&](const auto& each) {
        return open_and_bind(*each.first, Endpoint(group, each.second)) &&
               ::setsockopt(each.first->native_handle(), IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, &wanted,
                            sizeof(wanted)) == 0 &&
               prepare(*each.first);
    });
}

void UdpReceiver::listen(Port& port) {
    port.socket.async_wait(Socket::wait_read, [self = shared_from_this(), &port](const error_code& error) {
        if (!error && !self->closed_) {
            self->drain(port);
        }
    });
}

void UdpReceiver::listen_after(Port& port, std::chrono::nanoseconds wait) {
    if (wait.count() == 0) {
        listen(port);
        return;
    }
    port.timer.expires_after(wait);
    port.timer.async_wait([self = shared_from_this(), &port](const error_code& /*error*/) {
        if (!self->closed_) {
            self->listen(port);
        }
    });
}

void UdpReceiver::drain(Port& port) {
    std::size_t bytes = 0;
    std::size_t datagrams = 0;
    for (; datagrams < kDatagramsAtOnce && !closed_; ++datagrams) {
        Endpoint from;
        error_code error;
        const std::size_t size = port.socket.receive_from(asio::buffer(buffer_), from, 0, error);
        if (error == asio::error::would_block || error == asio::error::try_again) {
            break;
        }
        bytes += size;
        // Any other error is an answer to what we sent, such as "port unreachable".
        if (!error && from.address() == camera_) {
            listener_->on_datagram(port.rtcp, std::span<const std::byte>(buffer_).first(size), clock_.now());
        }
    }
    if (!closed_) {
        listen_after(port, port.budget.spend(bytes, datagrams, clock_.now()));
    }
}

void UdpReceiver::punch() {
    if (camera_port_ == 0) {
        return;
    }
    constexpr std::array<std::uint8_t, 12> kEmptyPacket{0x80};
    constexpr std::array<std::uint8_t, 8> kEmptyReport{0x80, 201, 0, 1};
    error_code lost;
    rtp_.socket.send_to(asio::buffer(kEmptyPacket), Endpoint(camera_, camera_port_), 0, lost);
    rtcp_.socket.send_to(asio::buffer(kEmptyReport),
                         Endpoint(camera_, static_cast<std::uint16_t>(camera_port_ + 1)), 0, lost);
}

void UdpReceiver::send_rtcp(std::span<const std::byte> packet) {
    if (camera_port_ != 0) {
        error_code lost;
        rtcp_.socket.send_to(asio::buffer(packet.data(), packet.size()),
                             Endpoint(camera_, static_cast<std::uint16_t>(camera_port_ + 1)), 0, lost);
    }
}

void UdpReceiver::close() {
    closed_ = true;
    error_code ignored;
    for (Port* port : {&rtp_, &rtcp_}) {
        port->timer.cancel();
        port->socket.close(ignored);
    }
}

}  // namespace cordon::untrusted::rtsp
