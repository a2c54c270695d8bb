// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <gst/rtsp-server/rtsp-server.h>

#include "pipelines/trusted/rtsp/rtp_packetizer.hpp"
#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::rtsp {

// One playing viewer's way out, past gst-rtsp-server's pipelines (decisions/0027): whoever has encoded a
// picture hands its packets to the kernel, on its own thread, without waiting. One thread at a time.
class PacketSender {
public:
    // The way to `client` that was agreed upon in SETUP. Borrows the stream, which is told when pictures
    // leave.
    static std::shared_ptr<PacketSender> create(GstRTSPClient* client, GstRTSPStreamTransport* transport,
                                                stream::Stream& stream);

    virtual ~PacketSender() = default;
    PacketSender(const PacketSender&) = delete;
    PacketSender& operator=(const PacketSender&) = delete;

    // The viewer has not taken what it was given so far; it gets nothing for now.
    [[nodiscard]] virtual bool is_full() const = 0;
    // The packets of this access unit, which they borrow. `measured`: it has just been made.
    virtual void send(std::vector<RtpPacket> packets, const stream::AccessUnitPtr& access_unit,
                      bool measured) = 0;
    // A compound RTCP packet.
    virtual void send_report(std::span<const std::byte> report) = 0;

protected:
    PacketSender() = default;
};

}  // namespace cordon::trusted::rtsp
