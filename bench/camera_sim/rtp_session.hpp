// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "bench/camera_sim/playout.hpp"
#include "bench/camera_sim/rtp_packetizer.hpp"
#include "bench/camera_sim/rtsp_dialogue.hpp"

namespace cordon::bench {

// One viewer's RTP stream: its numbering, its clock, and the headers in front of the shared payloads. Starts
// at the camera's most recent random access point, at once, and goes on in real time.
class RtpSession {
public:
    // "$", channel, length (RFC 2326 section 10.12), then the RTP header (RFC 3550 section 5.1).
    static constexpr std::size_t kHeaderSize = 16;

    RtpSession(std::shared_ptr<const PacketizedClip> clip, const Timeline& timeline);

    // Where it would start if it started at `now`.
    [[nodiscard]] StreamPoint point(base::MonotonicTime now) const;
    void start(base::MonotonicTime now);

    // When the next picture leaves.
    [[nodiscard]] base::MonotonicTime next_due() const { return timeline_.due(next_) + offset_; }
    [[nodiscard]] bool next_is_random_access() const;
    [[nodiscard]] std::span<const RtpPayload> next_payloads() const;
    // Passes over the next picture without numbering its packets, as a camera drops what it has no room for.
    void skip() { ++next_; }
    // Writes the headers of the next picture's packets, kHeaderSize bytes each, and moves on.
    std::vector<std::uint8_t> take_headers(std::uint8_t channel);

    // A sender report with its source description (RFC 3550 section 6.4.1), framed for `channel`.
    // `wall_clock` since the epoch of NTP is the moment `now`.
    [[nodiscard]] std::vector<std::uint8_t> sender_report(std::uint8_t channel, base::MonotonicTime now,
                                                          std::chrono::nanoseconds wall_clock) const;

private:
    std::shared_ptr<const PacketizedClip> clip_;
    Timeline timeline_;
    std::uint32_t source_;  // SSRC
    std::uint16_t sequence_;
    std::uint32_t timestamp_base_;
    std::uint64_t next_ = 0;
    std::chrono::nanoseconds offset_{};
    std::uint32_t packets_sent_ = 0;
    std::uint32_t bytes_sent_ = 0;
};

}  // namespace cordon::bench
