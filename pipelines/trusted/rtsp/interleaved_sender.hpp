// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/packet_sender.hpp"
#include "pipelines/trusted/rtsp/server_context.hpp"

namespace cordon::trusted::rtsp {

// Packets inside the RTSP connection (RFC 2326, 10.12). The connection takes one access unit at a time and
// says when all of it is in the socket; what comes meanwhile waits here.
class InterleavedSender final : public PacketSender, public std::enable_shared_from_this<InterleavedSender> {
public:
    static constexpr std::size_t kMostQueuedBytes = 4U << 20U;
    static constexpr std::size_t kMostQueued = 100;  // access units: four seconds at 25/s

    static std::shared_ptr<InterleavedSender> create(GstRTSPClient* client, GstRTSPStreamTransport* transport,
                                                     stream::Stream& stream);

    InterleavedSender(GstRTSPClient* client, GstRTSPStreamTransport* transport, stream::Stream& stream);
    ~InterleavedSender() override;
    InterleavedSender(const InterleavedSender&) = delete;
    InterleavedSender& operator=(const InterleavedSender&) = delete;

    [[nodiscard]] bool is_full() const override;
    void send(std::vector<RtpPacket> packets, const stream::AccessUnitPtr& access_unit,
              bool measured) override;
    void send_report(std::span<const std::byte> report) override;

private:
    struct Waiting {
        gst::GstPtr<GstBufferList> packets;
        bool is_report = false;
        std::size_t bytes = 0;
        stream::AccessUnitPtr measured;  // none: not to be noted
    };
    void put(Waiting waiting);
    void drain();
    void on_sent();

    gst::GstPtr<GstRTSPClient> client_;  // whom the transport sends with, and does not hold
    gst::GstPtr<GMainContext> context_;
    gst::GstPtr<GstRTSPStreamTransport> transport_;
    stream::Stream& stream_;
    std::atomic<bool> under_way_{false};       // the connection has something of ours
    std::atomic<std::thread::id> draining_{};  // who is in drain()
    mutable std::mutex mutex_;                 // what follows, and the connection's order
    std::deque<Waiting> queue_;
    std::size_t queued_bytes_ = 0;
};

}  // namespace cordon::trusted::rtsp
