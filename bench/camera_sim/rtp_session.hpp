// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "bench/camera_sim/playout.hpp"
#include "bench/camera_sim/quirk.hpp"
#include "bench/camera_sim/reply_words.hpp"
#include "bench/camera_sim/rtp_packetizer.hpp"

namespace cordon::bench {

// A clip and the clock it is played by.
struct Film {
    std::shared_ptr<const PacketizedClip> clip;
    Timeline timeline;
};

// One viewer's RTP stream: its numbering, its clock, and the headers in front of the shared payloads. Goes on
// in real time. With two films it changes from one to the other every `period`.
class RtpSession {
public:
    static constexpr std::size_t kHeaderSize = 12;  // RFC 3550 section 5.1

    struct Packet {
        std::array<std::uint8_t, kHeaderSize> header;
        Bytes payload;  // borrowed from the clip
    };

    // `films`: one or two. `period` of what the quirks do now and then.
    RtpSession(std::vector<Film> films, const QuirkSet& quirks, std::chrono::nanoseconds period,
               Beginning beginning = Beginning::kAtOnce);

    // Where it would start if it started at `now`.
    [[nodiscard]] StreamPoint point(base::MonotonicTime now) const;
    void start(base::MonotonicTime now);

    // When the next picture leaves.
    [[nodiscard]] base::MonotonicTime next_due() const { return film().timeline.due(next_) + offset_; }
    [[nodiscard]] bool next_is_random_access() const;
    // Passes over the next picture without numbering its packets, as a camera drops what it has no room for.
    void skip() { ++next_; }
    // The packets of the next picture, in the order they are sent; moves on.
    std::vector<Packet> take_picture(base::MonotonicTime now);

    // A sender report with its source description (RFC 3550 section 6.4.1). `wall_clock` since the epoch of
    // NTP is the moment `now`.
    [[nodiscard]] std::vector<std::uint8_t> sender_report(base::MonotonicTime now,
                                                          std::chrono::nanoseconds wall_clock) const;
    // RTCP BYE (RFC 3550 section 6.6).
    [[nodiscard]] std::vector<std::uint8_t> goodbye() const;

private:
    [[nodiscard]] const Film& film() const { return films_[playing_]; }
    [[nodiscard]] std::uint32_t timestamp_of(std::uint64_t picture) const;
    [[nodiscard]] std::uint32_t odd_timestamp(std::uint32_t timestamp, base::MonotonicTime now);
    [[nodiscard]] std::uint64_t first_picture(base::MonotonicTime now) const;
    void change_now_and_then(base::MonotonicTime now);
    Packet packet(const RtpPayload& payload, std::uint32_t timestamp);

    std::vector<Film> films_;
    QuirkSet quirks_;
    std::chrono::nanoseconds period_;
    Beginning beginning_;
    std::size_t playing_ = 0;  // which film
    std::uint32_t source_;     // SSRC
    std::uint16_t sequence_;
    std::uint32_t timestamp_base_;
    std::uint64_t next_ = 0;
    std::uint64_t first_ = 0;  // where it started
    std::chrono::nanoseconds offset_{};
    base::MonotonicTime started_{};
    base::MonotonicTime changed_{};
    std::uint32_t last_timestamp_ = 0;
    std::uint32_t packets_sent_ = 0;
    std::uint32_t bytes_sent_ = 0;
};

}  // namespace cordon::bench
