// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "gateway/base/invariant.hpp"
#include "gateway/base/unique_fd.hpp"
#include "tests/unit/pipelines/trusted/rtsp/rtsp_viewer.hpp"

namespace cordon::tests {

// Two ports on loopback, one for RTP and the next one for RTCP, of a viewer over UDP.
class UdpSocketPair {
public:
    UdpSocketPair() {
        constexpr std::uint16_t kFirst = 40000;
        constexpr std::uint16_t kLast = 50000;
        for (port_ = kFirst; port_ < kLast; port_ += 2) {
            sockets_ = {bound_to(port_), bound_to(static_cast<std::uint16_t>(port_ + 1))};
            if (sockets_[0] && sockets_[1]) {
                return;
            }
        }
        CORDON_INVARIANT(false, "two ports in a row are free");
    }

    [[nodiscard]] std::string ports() const {
        return std::to_string(port_) + "-" + std::to_string(port_ + 1);
    }
    // Waits for a datagram: 0 for RTP, 1 for RTCP.
    [[nodiscard]] RtspViewer::Packet receive(std::size_t channel) const {
        constexpr std::size_t kLargest = 65536;
        RtspViewer::Packet packet{static_cast<std::uint8_t>(channel), std::vector<std::uint8_t>(kLargest)};
        sockaddr_in from{};
        socklen_t size = sizeof(from);
        const ssize_t got = ::recvfrom(sockets_[channel].get(), packet.bytes.data(), kLargest, 0,
                                       reinterpret_cast<sockaddr*>(&from), &size);
        packet.bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        senders_[channel] = ntohs(from.sin_port);
        return packet;
    }
    // Whose the last ones were, of both channels, as SETUP writes two ports.
    [[nodiscard]] std::string senders() const {
        return std::to_string(senders_[0]) + "-" + std::to_string(senders_[1]);
    }

private:
    static base::UniqueFd bound_to(std::uint16_t port) {
        base::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool bound =
            ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
        return bound ? std::move(socket) : base::UniqueFd{};
    }

    std::uint16_t port_ = 0;
    std::array<base::UniqueFd, 2> sockets_;
    mutable std::array<std::uint16_t, 2> senders_{};
};

}  // namespace cordon::tests
