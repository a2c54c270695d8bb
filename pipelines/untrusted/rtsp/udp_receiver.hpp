// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/base/clock.hpp"
#include "pipelines/untrusted/rtsp/read_budget.hpp"

namespace cordon::untrusted::rtsp {

// The datagrams of one session: a pair of neighbouring ports, RTP to the even one, RTCP both ways on the next
// (RFC 3550 section 11), or a multicast group. Only what comes from the camera's own address is taken, from
// whichever port, for cameras send from others than they name. Lives on the io_context's one thread; calls
// nobody after close().
class UdpReceiver : public std::enable_shared_from_this<UdpReceiver> {
public:
    class Listener {
    public:
        virtual ~Listener() = default;
        // Valid during the call.
        virtual void on_datagram(bool rtcp, std::span<const std::byte> bytes,
                                 base::MonotonicTime arrival) = 0;
    };

    // Bound on the address that reaches the camera; nothing where no pair of ports is free. `listener`
    // outlives close().
    static std::shared_ptr<UdpReceiver> open_unicast(boost::asio::io_context& io,
                                                     const boost::asio::ip::address& own,
                                                     const boost::asio::ip::address& camera,
                                                     Listener& listener);
    // Joined on the interface that reaches the camera, its packets only (RFC 4607); nothing where `group` is
    // no multicast address or the port is 0.
    static std::shared_ptr<UdpReceiver> join(boost::asio::io_context& io, const boost::asio::ip::address& own,
                                             const boost::asio::ip::address& camera, const std::string& group,
                                             std::uint16_t port, Listener& listener);

    // Of the RTP socket.
    [[nodiscard]] std::uint16_t port() const { return port_; }
    // The camera's ports, RTCP's being the next; 0 when it named none: then nothing is sent to it.
    void set_camera_port(std::uint16_t rtp_port) { camera_port_ = rtp_port; }
    // Opens the way through what stands between, as usual clients do: an empty RTP packet and an empty
    // receiver report.
    void punch();
    void send_rtcp(std::span<const std::byte> packet);
    void close();

private:
    using Socket = boost::asio::ip::udp::socket;
    using Endpoint = boost::asio::ip::udp::endpoint;

    UdpReceiver(boost::asio::io_context& io, boost::asio::ip::address camera, Listener& listener);
    bool bind_pair(const boost::asio::ip::address& own);
    bool bind_group(const boost::asio::ip::address& own, const boost::asio::ip::address& group,
                    std::uint16_t port);
    bool prepare(Socket& socket);
    // One of the two sockets.
    struct Port {
        Port(boost::asio::io_context& io, bool is_rtcp) : socket(io), timer(io), rtcp(is_rtcp) {}
        Socket socket;
        ReadBudget budget;
        boost::asio::steady_timer timer;
        bool rtcp;
    };
    void listen(Port& port);
    void listen_after(Port& port, std::chrono::nanoseconds wait);
    void drain(Port& port);

    boost::asio::ip::address camera_;
    Listener* listener_;
    Port rtp_;
    Port rtcp_;
    std::uint16_t port_ = 0;
    std::uint16_t camera_port_ = 0;
    bool closed_ = false;
    base::MonotonicClock clock_;
    std::vector<std::byte> buffer_;
};

}  // namespace cordon::untrusted::rtsp
