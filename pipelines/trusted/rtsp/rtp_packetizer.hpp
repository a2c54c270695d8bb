// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cordon::trusted::rtsp {

// One RTP packet: the header (RFC 3550, 5.1), of a fragment with the two bytes that come before its part of a
// NAL unit (RFC 6184, 5.8), and a view of the bytes it carries.
class RtpPacket {
public:
    static constexpr std::size_t kFixedHeader = 12;

    [[nodiscard]] std::span<const std::byte> header() const {
        return std::span(header_).first(header_bytes_);
    }
    [[nodiscard]] std::span<const std::byte> payload() const { return payload_; }

private:
    friend class RtpPacketizer;

    std::array<std::byte, kFixedHeader + 2> header_{};
    std::size_t header_bytes_ = kFixedHeader;
    std::span<const std::byte> payload_;
};

// Cuts one viewer's access units into RTP packets: H.264 as RFC 6184 has it with packetization-mode 1, single
// NAL unit packets and FU-A. Sequence numbers and timestamps begin anywhere. One thread at a time.
class RtpPacketizer {
public:
    static constexpr std::uint8_t kPayloadType = 96;
    static constexpr std::size_t kMostBytes = 1400;  // of a packet, header included
    static constexpr std::uint32_t kClock = 90000;   // ticks a second

    RtpPacketizer();

    void set_ssrc(std::uint32_t ssrc) { ssrc_ = ssrc; }
    [[nodiscard]] std::uint16_t next_sequence_number() const { return sequence_number_; }
    [[nodiscard]] std::uint32_t timestamp_at(std::chrono::nanoseconds since_begin) const;

    // The packets of an Annex B access unit, which they borrow, presented that long after the stream's begin;
    // the last one has the marker.
    [[nodiscard]] std::vector<RtpPacket> packets(std::span<const std::byte> access_unit,
                                                 std::chrono::nanoseconds since_begin);

    // A compound RTCP packet, sender report and CNAME (RFC 3550, 6.4.1 and 6.5.1), that says which timestamp
    // belongs to that moment.
    [[nodiscard]] std::vector<std::byte> sender_report(std::chrono::nanoseconds since_begin,
                                                       std::chrono::system_clock::time_point now) const;

private:
    void add_nal(std::span<const std::byte> nal, std::uint32_t timestamp, std::vector<RtpPacket>& packets);
    RtpPacket& add_packet(std::span<const std::byte> payload, std::uint32_t timestamp,
                          std::vector<RtpPacket>& packets);

    std::uint32_t ssrc_;
    std::uint32_t first_timestamp_;
    std::uint16_t sequence_number_;
    std::string canonical_name_;  // nobody's: RFC 7022
    std::uint32_t packets_ = 0;
    std::uint32_t bytes_ = 0;                 // of payload
    std::optional<std::int64_t> last_ticks_;  // since the stream's begin
};

}  // namespace cordon::trusted::rtsp
