// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/socket.h>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/packet_sender.hpp"

namespace cordon::trusted::rtsp {

// Packets as datagrams, from the ports SETUP gave to the viewer's. What the kernel does not take at once is
// lost, as anything may be on its way.
class UdpSender final : public PacketSender {
public:
    UdpSender(GstRTSPStreamTransport* transport, stream::Stream& stream);

    [[nodiscard]] bool is_full() const override { return false; }
    bool send(const std::vector<RtpPacket>& packets, const stream::AccessUnitPtr& access_unit,
              bool measured) override;
    void send_report(std::span<const std::byte> report) override;

private:
    // From one of our sockets to one of the viewer's ports.
    struct Way {
        gst::GstPtr<GSocket> socket;
        sockaddr_storage to{};
        socklen_t to_bytes = 0;
    };
    using SocketOf = GSocket* (*)(GstRTSPStream*, GSocketFamily);
    static Way way_to(GstRTSPStream* stream, const char* host, int port, SocketOf socket_of);

    stream::Stream& stream_;
    Way packets_;
    Way reports_;
};

}  // namespace cordon::trusted::rtsp
