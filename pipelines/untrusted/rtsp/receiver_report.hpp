// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/base/clock.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::rtsp {

// What RTCP receiver reports say of one track (RFC 3550 section 6.4.2 and appendices A.1, A.3, A.8): what
// came, what is missing, how unevenly. A new SSRC, or sequence numbers that start anew, begin a new count;
// packets are never refused.
class ReceiverReport {
public:
    // `source` is our own SSRC; `canonical_name` (SDES CNAME, at most 255 bytes) tells a camera nothing but
    // itself.
    ReceiverReport(std::uint32_t source, std::string canonical_name, std::uint32_t clock_rate);

    void on_rtp(const RtpHeader& header, base::MonotonicTime arrival);
    // A compound RTCP packet of a camera: of it, only sender reports matter (RFC 3550 section 6.4.1).
    void on_rtcp(std::span<const std::byte> packet, base::MonotonicTime arrival);

    // The compound packet to send now: receiver report, then SDES.
    [[nodiscard]] std::vector<std::byte> build(base::MonotonicTime now);

    // Packets missing by sequence number, of all sources together.
    [[nodiscard]] std::uint64_t lost_packets() const { return lost_before_ + lost_of_source(); }

private:
    struct Source {
        std::uint32_t id = 0;
        std::uint16_t first = 0;    // sequence number
        std::uint16_t highest = 0;  // sequence number
        std::uint64_t cycles = 0;   // wraps of the sequence number, times 2^16
        std::uint64_t received = 0;
        std::uint64_t expected_before = 0;  // at the last report
        std::uint64_t received_before = 0;
        std::optional<std::uint16_t> resuming_at;  // a leap is believed when its next number comes
        std::optional<std::uint32_t> transit;
        std::uint32_t jitter = 0;  // in timestamp units, times 16
    };
    struct SenderReport {
        std::uint32_t middle_ntp = 0;
        base::MonotonicTime arrival;
    };

    void begin_source(const RtpHeader& header);
    // Whether the packet counts for the source as it is.
    [[nodiscard]] bool follow_sequence(const RtpHeader& header);
    void follow_jitter(const RtpHeader& header, base::MonotonicTime arrival);
    [[nodiscard]] std::uint64_t expected() const;
    [[nodiscard]] std::uint64_t lost_of_source() const;

    std::uint32_t own_id_;
    std::string canonical_name_;
    std::uint32_t clock_rate_;
    std::optional<Source> source_;
    std::optional<SenderReport> sender_report_;
    std::uint64_t lost_before_ = 0;
};

}  // namespace cordon::untrusted::rtsp
