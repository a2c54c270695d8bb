// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace cordon::untrusted::receive {

// A camera on a loopback port that says what it is given, a piece at a time, whatever it is asked, and hangs
// up when there is no more. Keeps what it was told. Lives on the io_context's one thread.
class HostileServer {
public:
    // The pieces of `script` begin at each "RTSP/1.": a reply each, where it is one.
    HostileServer(boost::asio::io_context& io, std::string_view script);
    ~HostileServer();
    HostileServer(const HostileServer&) = delete;
    HostileServer& operator=(const HostileServer&) = delete;

    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
    // Its next words, or its leave.
    void go_on();
    void hang_up();

    [[nodiscard]] unsigned connections() const { return connections_; }
    [[nodiscard]] const std::string& heard() const { return heard_; }

private:
    struct Peer;
    void accept();
    void read(const std::shared_ptr<Peer>& peer);

    boost::asio::ip::tcp::acceptor acceptor_;
    std::string_view script_;
    std::shared_ptr<Peer> peer_;
    std::string heard_;
    unsigned connections_ = 0;
};

}  // namespace cordon::untrusted::receive
