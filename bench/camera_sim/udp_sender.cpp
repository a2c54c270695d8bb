// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/udp_sender.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/multicast.hpp>

#include "bench/camera_sim/keepalive_rules.hpp"

namespace cordon::bench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr int kAttempts = 100;
constexpr std::uint64_t kOvertakenEach = 20;  // datagrams
constexpr std::uint64_t kLostEach = 200;

}  // namespace

UdpSender::UdpSender(const asio::any_io_executor& executor, const QuirkSet& quirks,
                     std::function<void()> on_rtcp)
    : quirks_(quirks), on_rtcp_(std::move(on_rtcp)), rtp_(executor), rtcp_(executor), other_(executor) {}

std::shared_ptr<UdpSender> UdpSender::open(const asio::any_io_executor& executor,
                                           const asio::ip::address& own, const asio::ip::address& client,
                                           const MediaTransport& transport, const QuirkSet& quirks,
                                           std::function<void()> on_rtcp) {
    std::shared_ptr<UdpSender> sender(new UdpSender(executor, quirks, std::move(on_rtcp)));
    if (!sender->bind(own)) {
        return nullptr;
    }
    const bool multicast = transport.way == MediaTransport::Way::kMulticast;
    error_code error;
    if (multicast) {
        const auto group = asio::ip::make_address_v4(multicast_group_of(own.to_string()), error);
        for (Socket* socket : {&sender->rtp_, &sender->rtcp_}) {
            socket->set_option(asio::ip::multicast::outbound_interface(own.to_v4()), error);
            socket->set_option(asio::ip::multicast::enable_loopback(true), error);
        }
        sender->rtp_destination_ = Endpoint(group, kMulticastPort);
        sender->rtcp_destination_ = Endpoint(group, kMulticastPort + 1);
    } else {
        sender->rtcp_destination_ = Endpoint(client, transport.client_port + 1);
        if (!quirks.has(Quirk::kUdpNeedsPunch)) {
            sender->rtp_destination_ = Endpoint(client, transport.client_port);
        }
    }
    sender->listen(sender->rtp_, sender->rtp_from_, sender->rtp_received_);
    sender->listen(sender->rtcp_, sender->rtcp_from_, sender->rtcp_received_);
    return error ? nullptr : sender;
}

bool UdpSender::bind(const asio::ip::address& own) {
    error_code error;
    const auto protocol = Endpoint(own, 0).protocol();
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        rtp_.close(error);
        rtcp_.close(error);
        rtp_.open(protocol, error);
        rtcp_.open(protocol, error);
        rtp_.bind(Endpoint(own, 0), error);
        if (error) {
            return false;
        }
        port_ = rtp_.local_endpoint(error).port();
        if (port_ % 2 != 0 || port_ == 65534) {
            continue;
        }
        rtcp_.bind(Endpoint(own, static_cast<std::uint16_t>(port_ + 1)), error);
        if (!error) {
            rtp_.non_blocking(true, error);
            rtcp_.non_blocking(true, error);
            if (quirks_.has(Quirk::kUdpOtherSourcePort)) {
                other_.open(protocol, error);
                other_.bind(Endpoint(own, 0), error);
                other_.non_blocking(true, error);
            }
            return !error;
        }
    }
    return false;
}

void UdpSender::listen(Socket& socket, Endpoint& from, std::array<std::uint8_t, 2048>& bytes) {
    socket.async_receive_from(
        asio::buffer(bytes), from,
        [self = shared_from_this(), &socket, &from, &bytes](error_code error, std::size_t size) {
            if (!socket.is_open() || error == asio::error::operation_aborted) {
                return;
            }
            const bool rtcp = &socket == &self->rtcp_;
            if (!error && rtcp && is_receiver_report(std::span(bytes).first(size))) {
                self->on_rtcp_();
            } else if (!error && !rtcp && !self->rtp_destination_) {
                self->rtp_destination_ = from;
            }
            self->listen(socket, from, bytes);
        });
}

void UdpSender::send_rtp(std::span<const std::uint8_t> header, std::span<const std::uint8_t> payload) {
    ++datagrams_;
    if (!rtp_destination_ || quirks_.has(Quirk::kUdpSilent) ||
        (quirks_.has(Quirk::kUdpLossy) && datagrams_ % kLostEach == 0)) {
        return;
    }
    std::vector<std::uint8_t> datagram(header.begin(), header.end());
    datagram.insert(datagram.end(), payload.begin(), payload.end());
    if (quirks_.has(Quirk::kUdpReordered) && held_back_.empty() && datagrams_ % kOvertakenEach == 0) {
        held_back_ = std::move(datagram);
        return;
    }
    transmit(datagram);
    if (datagrams_ % kOvertakenEach == 3 && !held_back_.empty()) {
        transmit(std::exchange(held_back_, {}));
    }
}

void UdpSender::transmit(const std::vector<std::uint8_t>& datagram) {
    error_code lost;
    Socket& socket = other_.is_open() ? other_ : rtp_;
    socket.send_to(asio::buffer(datagram), *rtp_destination_, 0, lost);
}

void UdpSender::send_rtcp(std::span<const std::uint8_t> packet) {
    error_code lost;
    if (!quirks_.has(Quirk::kUdpSilent)) {
        rtcp_.send_to(asio::buffer(packet.data(), packet.size()), rtcp_destination_, 0, lost);
    }
}

void UdpSender::close() {
    error_code ignored;
    rtp_.close(ignored);
    rtcp_.close(ignored);
    other_.close(ignored);
}

}  // namespace cordon::bench
