// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/udp.hpp>

#include "bench/camera_sim/quirk.hpp"
#include "bench/camera_sim/transport_negotiation.hpp"

namespace cordon::bench {

// One session's packets over UDP, to one client or to the multicast group: a pair of neighbouring ports of
// the camera's (RFC 3550 section 11), RTP from the even one, RTCP both ways on the odd one. What the network
// does not take at once is lost. The io_context's one thread.
class UdpSender : public std::enable_shared_from_this<UdpSender> {
public:
    // Nothing where no pair of ports is free. `on_rtcp` is called for each packet on the RTCP port.
    static std::shared_ptr<UdpSender> open(const boost::asio::any_io_executor& executor,
                                           const boost::asio::ip::address& own,
                                           const boost::asio::ip::address& client,
                                           const MediaTransport& transport, const QuirkSet& quirks,
                                           std::function<void()> on_rtcp);

    // Of the RTP socket.
    [[nodiscard]] std::uint16_t port() const { return port_; }
    void send_rtp(std::span<const std::uint8_t> header, std::span<const std::uint8_t> payload);
    void send_rtcp(std::span<const std::uint8_t> packet);
    void close();
    [[nodiscard]] std::uint64_t datagrams() const { return datagrams_; }

private:
    using Socket = boost::asio::ip::udp::socket;
    using Endpoint = boost::asio::ip::udp::endpoint;

    UdpSender(const boost::asio::any_io_executor& executor, const QuirkSet& quirks,
              std::function<void()> on_rtcp);
    bool bind(const boost::asio::ip::address& own);
    void listen(Socket& socket, Endpoint& from, std::array<std::uint8_t, 2048>& bytes);
    void transmit(const std::vector<std::uint8_t>& datagram);

    QuirkSet quirks_;
    std::function<void()> on_rtcp_;
    Socket rtp_;
    Socket rtcp_;
    Socket other_;  // of a camera that sends from elsewhere
    std::uint16_t port_ = 0;
    std::optional<Endpoint> rtp_destination_;  // nothing until the client has punched its hole
    Endpoint rtcp_destination_;
    Endpoint rtp_from_;
    Endpoint rtcp_from_;
    std::array<std::uint8_t, 2048> rtp_received_{};
    std::array<std::uint8_t, 2048> rtcp_received_{};
    std::vector<std::uint8_t> held_back_;  // a datagram that others overtake
    std::uint64_t datagrams_ = 0;
};

}  // namespace cordon::bench
