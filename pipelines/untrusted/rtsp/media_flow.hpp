// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/camera_facts.hpp"
#include "pipelines/untrusted/rtsp/early_packets.hpp"
#include "pipelines/untrusted/rtsp/receiver_report.hpp"
#include "pipelines/untrusted/rtsp/reorder_buffer.hpp"
#include "pipelines/untrusted/rtsp/udp_receiver.hpp"

namespace cordon::untrusted::rtsp {

// The packets of one session's video track, whichever way they come: held until PLAY is answered, put in
// order where they came by UDP, counted for the receiver reports, and passed on. Lives on the io_context's
// one thread; passes nothing on after close().
class MediaFlow final : public UdpReceiver::Listener {
public:
    // A whole RTP packet; valid during the call.
    using OnPacket = std::function<void(std::span<const std::byte> packet, base::MonotonicTime arrival)>;
    MediaFlow(boost::asio::io_context& io, OnPacket on_packet);
    ~MediaFlow() override;
    MediaFlow(const MediaFlow&) = delete;
    MediaFlow& operator=(const MediaFlow&) = delete;

    // A pair of ports on `own` for what `camera` sends: the first of them, 0 when none is free.
    std::uint16_t open_ports(const boost::asio::ip::address& own, const boost::asio::ip::address& camera);
    // False where that is no group that can be joined.
    bool join_group(const boost::asio::ip::address& own, const boost::asio::ip::address& camera,
                    const std::string& group, std::uint16_t port);
    // The camera sends over TCP after all, or is asked to.
    void drop_ports();
    // Where the camera's UDP comes from, as it says; opens the way there.
    void punch(std::uint16_t camera_port);

    // PLAY was answered: what came before and what comes now is passed on.
    void begin(std::uint32_t clock_rate);
    [[nodiscard]] bool has_early_packets() const { return !early_packets_.empty(); }
    void forget_early_packets() { early_packets_.clear(); }

    void on_interleaved(bool rtcp, std::span<const std::byte> bytes, base::MonotonicTime arrival);
    void on_datagram(bool rtcp, std::span<const std::byte> bytes, base::MonotonicTime arrival) override;

    // Sends the receiver report where it goes by UDP; else returns it, to be sent over TCP.
    std::optional<std::vector<std::byte>> report(base::MonotonicTime now);
    [[nodiscard]] std::uint64_t lost_packets() const { return report_ ? report_->lost_packets() : 0; }
    // What the packets showed of the camera: CameraOddity.
    [[nodiscard]] std::uint64_t oddities() const { return oddities_; }
    void close();

private:
    void take(bool rtcp, std::span<const std::byte> bytes, base::MonotonicTime arrival, bool in_order);
    void pass_on(std::span<const std::byte> packet, base::MonotonicTime arrival);
    void watch_gap();

    boost::asio::io_context& io_;
    OnPacket on_packet_;
    base::MonotonicClock clock_;
    boost::asio::steady_timer gap_timer_;
    std::shared_ptr<UdpReceiver> udp_;
    ReorderBuffer reorder_;
    EarlyPackets early_packets_;
    std::optional<ReceiverReport> report_;  // once PLAY was answered
    std::optional<std::uint32_t> source_;
    std::uint64_t oddities_ = 0;
    bool closed_ = false;
};

}  // namespace cordon::untrusted::rtsp
