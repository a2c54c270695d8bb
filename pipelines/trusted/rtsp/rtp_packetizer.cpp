// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/rtp_packetizer.hpp"

#include <algorithm>
#include <ratio>

#include <glib.h>

#include "pipelines/trusted/stream/annex_b.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr std::uint8_t kVersion = 2U << 6U;
constexpr std::uint8_t kMarker = 0x80;

// RFC 6184, 5.8: type 28 in the first byte, beside the NAL unit's importance; in the second one its type, and
// whether it begins or ends here.
constexpr std::byte kFragment{28};
constexpr std::byte kImportance{0x60};
constexpr std::byte kType{0x1f};
constexpr std::byte kFirst{0x80};
constexpr std::byte kLast{0x40};

constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kDescription = 202;
constexpr std::uint8_t kCanonicalName = 1;
// From 1900, where NTP's time begins, to 1970.
constexpr std::uint64_t kNtpEra = 2'208'988'800;

template <std::size_t bytes>
void put(std::span<std::byte> place, std::uint64_t value) {
    for (std::size_t i = 0; i < bytes; ++i) {
        place[i] = static_cast<std::byte>(value >> 8U * (bytes - 1 - i));
    }
}
template <std::size_t bytes>
void append(std::vector<std::byte>& packet, std::uint64_t value) {
    packet.resize(packet.size() + bytes);
    put<bytes>(std::span(packet).last(bytes), value);
}

// A header of RTCP over `words` of 32 bits that follow.
void append_rtcp(std::vector<std::byte>& packet, std::uint8_t count, std::uint8_t type, std::size_t words) {
    append<1>(packet, static_cast<std::uint8_t>(kVersion | count));
    append<1>(packet, type);
    append<2>(packet, words);
}

// Of RtpPacketizer::kClock. A timestamp is 32 bits of it, which are half gone round in 6.6 hours.
std::int64_t ticks_in(std::chrono::nanoseconds duration) {
    using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, RtpPacketizer::kClock>>;
    return std::chrono::duration_cast<Ticks>(duration).count();
}

std::uint64_t to_ntp(std::chrono::system_clock::time_point time) {
    const auto since_1970 = std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch());
    const auto nanoseconds = static_cast<std::uint64_t>(since_1970.count());
    const std::uint64_t seconds = nanoseconds / std::nano::den + kNtpEra;
    return seconds << 32U | (nanoseconds % std::nano::den << 32U) / std::nano::den;
}

}  // namespace

RtpPacketizer::RtpPacketizer()
    : ssrc_(g_random_int()),
      first_timestamp_(g_random_int()),
      sequence_number_(static_cast<std::uint16_t>(g_random_int())) {
    constexpr int kLetters = 16;
    for (int i = 0; i < kLetters; ++i) {
        canonical_name_ += static_cast<char>('a' + g_random_int_range(0, 26));
    }
}

std::uint32_t RtpPacketizer::timestamp_at(std::chrono::nanoseconds since_begin) const {
    return first_timestamp_ + static_cast<std::uint32_t>(ticks_in(since_begin));
}

std::vector<RtpPacket> RtpPacketizer::packets(std::span<const std::byte> access_unit,
                                              std::chrono::nanoseconds since_begin) {
    // Pictures are a tick apart at least, also where one was shown again just before.
    last_ticks_ = last_ticks_ ? std::max(ticks_in(since_begin), *last_ticks_ + 1) : ticks_in(since_begin);
    const std::uint32_t timestamp = first_timestamp_ + static_cast<std::uint32_t>(*last_ticks_);
    std::vector<RtpPacket> packets;
    packets.reserve(access_unit.size() / (kMostBytes - RtpPacket::kFixedHeader) + 4);
    stream::NalUnits nals(access_unit);
    for (auto nal = nals.next(); !nal.empty(); nal = nals.next()) {
        add_nal(nal, timestamp, packets);
    }
    if (!packets.empty()) {
        packets.back().header_[1] |= std::byte{kMarker};
    }
    return packets;
}

void RtpPacketizer::add_nal(std::span<const std::byte> nal, std::uint32_t timestamp,
                            std::vector<RtpPacket>& packets) {
    if (nal.size() <= kMostBytes - RtpPacket::kFixedHeader) {
        add_packet(nal, timestamp, packets);
        return;
    }
    constexpr std::size_t kMostPayload = kMostBytes - RtpPacket::kFixedHeader - 2;
    const std::byte indicator = (nal[0] & kImportance) | kFragment;
    std::byte header = (nal[0] & kType) | kFirst;
    for (auto rest = nal.subspan(1); !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), kMostPayload));
        rest = rest.subspan(part.size());
        RtpPacket& packet = add_packet(part, timestamp, packets);
        packet.header_[RtpPacket::kFixedHeader] = indicator;
        packet.header_[RtpPacket::kFixedHeader + 1] = rest.empty() ? header | kLast : header;
        packet.header_bytes_ += 2;
        bytes_ += 2;
        header &= ~kFirst;
    }
}

RtpPacket& RtpPacketizer::add_packet(std::span<const std::byte> payload, std::uint32_t timestamp,
                                     std::vector<RtpPacket>& packets) {
    RtpPacket& packet = packets.emplace_back();
    const std::span<std::byte> header(packet.header_);
    put<1>(header, kVersion);
    put<1>(header.subspan(1), kPayloadType);
    put<2>(header.subspan(2), sequence_number_++);
    put<4>(header.subspan(4), timestamp);
    put<4>(header.subspan(8), ssrc_);
    packet.payload_ = payload;
    packets_ += 1;
    bytes_ += static_cast<std::uint32_t>(payload.size());
    return packet;
}

std::vector<std::byte> RtpPacketizer::sender_report(std::chrono::nanoseconds since_begin,
                                                    std::chrono::system_clock::time_point now) const {
    std::vector<std::byte> report;
    append_rtcp(report, 0, kSenderReport, 6);
    append<4>(report, ssrc_);
    append<8>(report, to_ntp(now));
    append<4>(report, timestamp_at(since_begin));
    append<4>(report, packets_);
    append<4>(report, bytes_);
    // One chunk of one item, and what fills the last word up: at least one zero ends the items.
    const std::size_t item = 2 + canonical_name_.size();
    const std::size_t padded = (item / 4 + 1) * 4;
    append_rtcp(report, 1, kDescription, 1 + padded / 4);
    append<4>(report, ssrc_);
    append<1>(report, kCanonicalName);
    append<1>(report, canonical_name_.size());
    std::ranges::transform(canonical_name_, std::back_inserter(report),
                           [](char letter) { return static_cast<std::byte>(letter); });
    report.resize(report.size() + padded - item);
    return report;
}

}  // namespace cordon::trusted::rtsp
