// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/receiver_report.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gateway/base/invariant.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::uint16_t kMostDropout = 3000;  // RFC 3550 A.1: a longer gap is a new start
constexpr std::uint16_t kMostMisorder = 100;
constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kReceiverReport = 201;
constexpr std::uint8_t kSourceDescription = 202;
constexpr std::uint8_t kCanonicalName = 1;
constexpr std::size_t kShortestSenderReport = 28;

class Writer {
public:
    void u8(std::uint64_t value) { bytes_.push_back(static_cast<std::byte>(value & 0xFFU)); }
    void u16(std::uint64_t value) {
        u8(value >> 8U);
        u8(value);
    }
    void u24(std::uint64_t value) {
        u8(value >> 16U);
        u16(value);
    }
    void u32(std::uint64_t value) {
        u16(value >> 16U);
        u16(value);
    }
    void text(const std::string& value) {
        for (const char c : value) {
            u8(static_cast<unsigned char>(c));
        }
    }
    std::vector<std::byte> take() { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

// A duration in units of 1/`rate` s, as the low 32 bits RTCP reckons with.
std::uint32_t in_units(std::chrono::nanoseconds time, std::uint32_t rate) {
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(time);
    const auto rest = static_cast<std::uint64_t>((time - whole).count());
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(whole.count()) * rate +
                                      rest * rate / 1'000'000'000U);
}

// SDES with one chunk and one item, padded to 32 bits with at least one zero (RFC 3550 section 6.5).
void write_description(Writer& out, std::uint32_t id, const std::string& canonical_name) {
    const auto items = 2 + canonical_name.size() + 1;
    const auto padded = (items + 3) / 4 * 4;
    out.u8(0x81);
    out.u8(kSourceDescription);
    out.u16(1 + padded / 4);
    out.u32(id);
    out.u8(kCanonicalName);
    out.u8(canonical_name.size());
    out.text(canonical_name);
    for (auto i = items - 1; i < padded; ++i) {
        out.u8(0);
    }
}

}  // namespace

ReceiverReport::ReceiverReport(std::uint32_t source, std::string canonical_name, std::uint32_t clock_rate)
    : own_id_(source), canonical_name_(std::move(canonical_name)), clock_rate_(clock_rate) {
    CORDON_INVARIANT(canonical_name_.size() <= 255, "an SDES item holds at most 255 bytes");
}

void ReceiverReport::begin_source(const RtpHeader& header) {
    lost_before_ += lost_of_source();
    Source source;
    source.id = header.source;
    source.first = header.sequence;
    source.highest = header.sequence;
    source_ = source;
}

void ReceiverReport::on_rtp(const RtpHeader& header, base::MonotonicTime arrival) {
    if (!source_ || source_->id != header.source) {
        begin_source(header);
        sender_report_.reset();
    }
    if (follow_sequence(header)) {
        ++source_->received;
        follow_jitter(header, arrival);
    }
}

bool ReceiverReport::follow_sequence(const RtpHeader& header) {
    auto& source = *source_;
    const auto ahead = static_cast<std::uint16_t>(header.sequence - source.highest);
    if (ahead < kMostDropout) {
        if (header.sequence < source.highest) {
            source.cycles += 0x10000U;
        }
        source.highest = header.sequence;
        source.resuming_at.reset();
        return true;
    }
    if (ahead > 0xFFFFU - kMostMisorder + 1U) {
        return true;
    }
    if (source.resuming_at != header.sequence) {
        source.resuming_at = static_cast<std::uint16_t>(header.sequence + 1);
        return false;
    }
    begin_source(header);
    return true;
}

void ReceiverReport::follow_jitter(const RtpHeader& header, base::MonotonicTime arrival) {
    auto& source = *source_;
    const auto transit = in_units(arrival.time_since_epoch(), clock_rate_) - header.timestamp;
    if (source.transit) {
        const auto difference = static_cast<std::int32_t>(transit - *source.transit);
        const auto distance = difference < 0 ? 0U - static_cast<std::uint32_t>(difference)
                                             : static_cast<std::uint32_t>(difference);
        source.jitter += distance - ((source.jitter + 8) >> 4U);
    }
    source.transit = transit;
}

void ReceiverReport::on_rtcp(std::span<const std::byte> packet, base::MonotonicTime arrival) {
    while (packet.size() >= 4 && is_rtcp(packet)) {
        const std::size_t size = 4 * (std::size_t{read_u16(packet, 2)} + 1);
        if (size > packet.size()) {
            return;
        }
        const auto type = std::to_integer<std::uint8_t>(packet[1]);
        if (type == kSenderReport && size >= kShortestSenderReport) {
            // The middle 32 bits of the 64-bit NTP time at offset 8.
            sender_report_ = SenderReport{read_u32(packet, 10), arrival};
        }
        packet = packet.subspan(size);
    }
}

std::uint64_t ReceiverReport::expected() const {
    return source_->cycles + source_->highest - source_->first + 1;
}

std::uint64_t ReceiverReport::lost_of_source() const {
    return source_ && expected() > source_->received ? expected() - source_->received : 0;
}

std::vector<std::byte> ReceiverReport::build(base::MonotonicTime now) {
    Writer out;
    const unsigned blocks = source_ ? 1 : 0;
    out.u8(0x80U | blocks);
    out.u8(kReceiverReport);
    out.u16(1 + 6 * blocks);
    out.u32(own_id_);
    if (source_) {
        auto& source = *source_;
        const auto expected_now = expected() - source.expected_before;
        const auto received_now = source.received - source.received_before;
        source.expected_before = expected();
        source.received_before = source.received;
        const auto lost_now = expected_now > received_now ? expected_now - received_now : 0;
        out.u32(source.id);
        out.u8(expected_now == 0 ? 0 : std::min<std::uint64_t>(lost_now * 256 / expected_now, 255));
        out.u24(std::min<std::uint64_t>(lost_of_source(), 0x7FFFFF));
        out.u32(source.cycles + source.highest);
        out.u32(source.jitter >> 4U);
        out.u32(sender_report_ ? sender_report_->middle_ntp : 0);
        out.u32(sender_report_ ? in_units(now - sender_report_->arrival, 65536) : 0);
    }
    write_description(out, own_id_, canonical_name_);
    return out.take();
}

}  // namespace cordon::untrusted::rtsp
