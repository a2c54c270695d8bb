// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/media_flow.hpp"

#include <utility>

#include "pipelines/untrusted/rtsp/authentication.hpp"
#include "pipelines/untrusted/rtsp/header_text.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::rtsp {

namespace {

std::uint32_t random_source() {
    return parse_number<std::uint32_t>(random_hexadecimal(4), 16).value_or(1);
}

}  // namespace

MediaFlow::MediaFlow(boost::asio::io_context& io, OnPacket on_packet)
    : io_(io),
      on_packet_(std::move(on_packet)),
      gap_timer_(io),
      reorder_([this](std::span<const std::byte> packet, base::MonotonicTime arrival) {
          pass_on(packet, arrival);
      }) {}

MediaFlow::~MediaFlow() {
    close();
}

std::uint16_t MediaFlow::open_ports(const boost::asio::ip::address& own,
                                    const boost::asio::ip::address& camera) {
    drop_ports();
    udp_ = UdpReceiver::open_unicast(io_, own, camera, *this);
    return udp_ == nullptr ? 0 : udp_->port();
}

bool MediaFlow::join_group(const boost::asio::ip::address& own, const boost::asio::ip::address& camera,
                           const std::string& group, std::uint16_t port) {
    drop_ports();
    udp_ = UdpReceiver::join(io_, own, camera, group, port, *this);
    return udp_ != nullptr;
}

void MediaFlow::drop_ports() {
    if (udp_ != nullptr) {
        udp_->close();
        udp_.reset();
    }
}

void MediaFlow::punch(std::uint16_t camera_port) {
    if (udp_ != nullptr) {
        udp_->set_camera_port(camera_port);
        udp_->punch();
    }
}

void MediaFlow::begin(std::uint32_t clock_rate) {
    report_.emplace(random_source(), random_hexadecimal(12), clock_rate);
    if (udp_ != nullptr) {
        udp_->punch();
    }
    for (const auto& packet : early_packets_.take()) {
        take(false, packet.bytes, packet.arrival, udp_ == nullptr);
    }
}

void MediaFlow::on_interleaved(bool rtcp, std::span<const std::byte> bytes, base::MonotonicTime arrival) {
    take(rtcp, bytes, arrival, true);
}

void MediaFlow::on_datagram(bool rtcp, std::span<const std::byte> bytes, base::MonotonicTime arrival) {
    take(rtcp, bytes, arrival, false);
}

void MediaFlow::take(bool rtcp, std::span<const std::byte> bytes, base::MonotonicTime arrival,
                     bool in_order) {
    if (closed_) {
        return;
    }
    if (rtcp || is_rtcp(bytes)) {
        if (report_) {
            report_->on_rtcp(bytes, arrival);
        }
        return;
    }
    const auto header = parse_rtp_header(bytes);
    if (!header) {
        return;
    }
    if (!report_) {
        early_packets_.add(bytes, arrival);
    } else if (in_order) {
        pass_on(bytes, arrival);
    } else {
        reorder_.push(header->source, header->sequence, bytes, arrival);
        watch_gap();
    }
}

void MediaFlow::pass_on(std::span<const std::byte> packet, base::MonotonicTime arrival) {
    const auto header = parse_rtp_header(packet);
    if (!header || closed_) {
        return;
    }
    if (std::exchange(source_, header->source).value_or(header->source) != header->source) {
        oddities_ |= static_cast<std::uint64_t>(boundary::CameraOddity::kSourceChanges);
    }
    report_->on_rtp(*header, arrival);
    on_packet_(packet, arrival);
}

void MediaFlow::watch_gap() {
    const auto due = reorder_.due();
    if (!due || closed_) {
        return;
    }
    gap_timer_.expires_after(
        std::chrono::duration_cast<boost::asio::steady_timer::duration>(*due - clock_.now()));
    gap_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error && !closed_) {
            reorder_.expire(clock_.now());
            watch_gap();
        }
    });
}

std::optional<std::vector<std::byte>> MediaFlow::report(base::MonotonicTime now) {
    auto packet = report_->build(now);
    if (udp_ == nullptr) {
        return packet;
    }
    udp_->send_rtcp(packet);
    return std::nullopt;
}

void MediaFlow::close() {
    closed_ = true;
    gap_timer_.cancel();
    drop_ports();
}

}  // namespace cordon::untrusted::rtsp
