// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include <sys/socket.h>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/packet_sender.hpp"
#include "pipelines/trusted/rtsp/server_context.hpp"

namespace cordon::trusted::rtsp {

// Packets as datagrams, from the ports SETUP gave to the viewer's. What the kernel has no room for at once,
// as the end of a large keyframe, waits here: the server's thread sends it when there is. What it refuses for
// any other reason is lost, as anything may be on its way.
class UdpSender final : public PacketSender, public std::enable_shared_from_this<UdpSender> {
public:
    // Access units: as many as may come at once after a hiccup, and the one under way.
    static constexpr std::size_t kMostQueued = 8;

    // From one of our sockets to one of the viewer's ports.
    struct Way {
        gst::GstPtr<GSocket> socket;
        sockaddr_storage to{};
        socklen_t to_bytes = 0;
    };

    static std::shared_ptr<UdpSender> create(GstRTSPClient* client, GstRTSPStreamTransport* transport,
                                             stream::Stream& stream);

    // `context` is the server thread's. Borrows the stream.
    UdpSender(Way packets, Way reports, gst::GstPtr<GMainContext> context, stream::Stream& stream);
    ~UdpSender() override;
    UdpSender(const UdpSender&) = delete;
    UdpSender& operator=(const UdpSender&) = delete;

    [[nodiscard]] bool is_full() const override;
    void send(std::vector<RtpPacket> packets, const stream::AccessUnitPtr& access_unit,
              bool measured) override;
    void send_report(std::span<const std::byte> report) override;

private:
    struct Waiting {
        std::vector<RtpPacket> packets;
        stream::AccessUnitPtr access_unit;
        bool measured = false;
        std::size_t sent = 0;  // packets
    };
    bool drain();
    bool send_rest_of(Waiting& waiting);
    void await_room();
    bool on_room();

    stream::Stream& stream_;
    Way packets_;
    Way reports_;
    gst::GstPtr<GMainContext> context_;
    mutable std::mutex mutex_;  // what follows, and the packets' order
    std::deque<Waiting> queue_;
    gst::GstPtr<GSource> room_;  // while it is awaited
};

}  // namespace cordon::trusted::rtsp
