// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_session.hpp"

#include <random>
#include <string_view>
#include <utility>

#include "bench/camera_sim/codec_description.hpp"

namespace cordon::bench {
namespace {

constexpr std::uint32_t kTicks = 90'000;  // RTP timestamps a second
constexpr std::uint8_t kForeignType = 50;

void put(std::span<std::uint8_t> field, std::uint64_t value) {
    for (std::size_t i = field.size(); i-- > 0; value >>= 8U) {
        field[i] = static_cast<std::uint8_t>(value);
    }
}

void append(std::vector<std::uint8_t>& bytes, std::uint64_t value, unsigned size) {
    bytes.resize(bytes.size() + size);
    put(std::span(bytes).last(size), value);
}

std::int64_t ticks(std::chrono::nanoseconds time) {
    return time.count() * 9 / 100'000;
}

}  // namespace

RtpSession::RtpSession(std::vector<Film> films, const QuirkSet& quirks, std::chrono::nanoseconds period,
                       Beginning beginning)
    : films_(std::move(films)), quirks_(quirks), period_(period), beginning_(beginning) {
    std::random_device random;
    source_ = random();
    sequence_ = static_cast<std::uint16_t>(random());
    timestamp_base_ = random();
}

std::uint32_t RtpSession::timestamp_of(std::uint64_t picture) const {
    return timestamp_base_ + film().timeline.rtp_timestamp(picture);
}

std::uint64_t RtpSession::first_picture(base::MonotonicTime now) const {
    return beginning_ == Beginning::kInStep ? film().timeline.next_random_access(now)
                                            : film().timeline.latest_random_access(now);
}

StreamPoint RtpSession::point(base::MonotonicTime now) const {
    return {sequence_, timestamp_of(first_picture(now))};
}

void RtpSession::start(base::MonotonicTime now) {
    next_ = first_picture(now);
    first_ = next_;
    offset_ = std::max(now - film().timeline.due(next_), std::chrono::nanoseconds(0));
    started_ = now;
    changed_ = now;
    if (quirks_.has(Quirk::kTimeWraps)) {
        timestamp_base_ = 0U - 10 * kTicks - film().timeline.rtp_timestamp(next_);
    }
}

bool RtpSession::next_is_random_access() const {
    return film().clip->clip().pictures[film().timeline.clip_index(next_)].random_access;
}

void RtpSession::change_now_and_then(base::MonotonicTime now) {
    if (now - changed_ < period_) {
        return;
    }
    if (quirks_.has(Quirk::kSsrcChanges)) {
        source_ += 0x01010101U;
        sequence_ = static_cast<std::uint16_t>(sequence_ + 20'000);
    }
    if (quirks_.has(Quirk::kTimeResets)) {
        timestamp_base_ = 0U - film().timeline.rtp_timestamp(next_);
    }
    if (films_.size() > 1 && next_is_random_access()) {
        playing_ = 1 - playing_;
        next_ = film().timeline.latest_random_access(now);
        first_ = next_;
        offset_ = now - film().timeline.due(next_);
        timestamp_base_ = last_timestamp_ + kTicks / 10 - film().timeline.rtp_timestamp(next_);
    } else if (films_.size() > 1) {
        return;
    }
    changed_ = now;
}

std::uint32_t RtpSession::odd_timestamp(std::uint32_t timestamp, base::MonotonicTime now) {
    if (quirks_.has(Quirk::kTimeStands)) {
        return 0;
    }
    if (quirks_.has(Quirk::kTimeRepeats)) {
        return next_ % 2 == 0 ? timestamp : last_timestamp_;
    }
    if (quirks_.has(Quirk::kTimeJumps)) {
        // As an Intelbras recorder: hours back, and more hours ahead, every two seconds.
        constexpr std::uint32_t kBack = 9'800;
        constexpr std::uint32_t kAhead = 37'600;
        const auto turn = (now - started_) / std::chrono::seconds(2) % 3;
        return timestamp + (turn == 1 ? 0U - kBack * kTicks : turn == 2 ? kAhead * kTicks : 0U);
    }
    if (quirks_.has(Quirk::kTimeDrifts)) {
        return timestamp + static_cast<std::uint32_t>(ticks(now - started_) / 2000);
    }
    return timestamp;
}

RtpSession::Packet RtpSession::packet(const RtpPayload& payload, std::uint32_t timestamp) {
    Packet packet{{}, film().clip->bytes(payload)};
    constexpr std::uint8_t kVersion = 0x80;
    const auto type = static_cast<unsigned>(payload_type_of(film().clip->clip()));
    const std::span header(packet.header);
    header[0] = kVersion;
    header[1] = static_cast<std::uint8_t>((payload.marker ? 0x80U : 0U) | type);
    put(header.subspan(2, 2), sequence_++);
    put(header.subspan(4, 4), timestamp - (payload.earlier ? 1 : 0));
    put(header.subspan(8, 4), source_);
    ++packets_sent_;
    bytes_sent_ += payload.size;
    return packet;
}

std::vector<RtpSession::Packet> RtpSession::take_picture(base::MonotonicTime now) {
    change_now_and_then(now);
    const bool random_access = next_is_random_access();
    const std::uint64_t shown = quirks_.has(Quirk::kFrozenPicture) ? first_ : next_;
    const std::uint32_t timestamp = odd_timestamp(timestamp_of(next_), now);
    const auto payloads = film().clip->payloads(film().timeline.clip_index(shown));
    std::vector<Packet> packets;
    packets.reserve(payloads.size());
    for (const RtpPayload& payload : payloads) {
        packets.push_back(packet(payload, timestamp));
        if (quirks_.has(Quirk::kPacketsTwice)) {
            packets.push_back(packets.back());
        }
    }
    if (random_access && quirks_.has(Quirk::kForeignPayloadType) && !packets.empty()) {
        Packet foreign = packets.back();
        foreign.header[1] = kForeignType;
        foreign.payload = foreign.payload.first(std::min<std::size_t>(foreign.payload.size(), 20));
        packets.push_back(foreign);
    }
    last_timestamp_ = timestamp;
    ++next_;
    return packets;
}

std::vector<std::uint8_t> RtpSession::sender_report(base::MonotonicTime now,
                                                    std::chrono::nanoseconds wall_clock) const {
    constexpr std::string_view kName = "cam";  // 3 bytes: the chunk then ends on a word with its terminator
    const auto ahead = ticks(now - next_due());
    const std::uint32_t timestamp = timestamp_of(next_) + static_cast<std::uint32_t>(ahead);
    const std::uint32_t source = source_ + (quirks_.has(Quirk::kReportOtherSsrc) ? 1U : 0U);
    if (quirks_.has(Quirk::kReportFuture)) {
        wall_clock += std::chrono::hours(1);
    }
    if (quirks_.has(Quirk::kReportNtpZero)) {
        wall_clock = {};
    }
    std::vector<std::uint8_t> report;
    append(report, 0x80C80006, 4);  // version 2, SR, 7 words
    append(report, source, 4);
    append(report, static_cast<std::uint64_t>(wall_clock.count() / 1'000'000'000), 4);
    append(report, (static_cast<std::uint64_t>(wall_clock.count() % 1'000'000'000) << 32U) / 1'000'000'000,
           4);
    append(report, timestamp, 4);
    append(report, packets_sent_, 4);
    append(report, bytes_sent_, 4);
    append(report, 0x81CA0003, 4);  // version 2, one chunk, SDES, 4 words
    append(report, source, 4);
    append(report, 1, 1);  // CNAME
    append(report, kName.size(), 1);
    report.insert(report.end(), kName.begin(), kName.end());
    if (quirks_.has(Quirk::kDescriptionUnended)) {
        report.insert(report.end(), {0x66, 0x66, 0x66});
    } else {
        append(report, 0, 3);  // end of the list, padding to the word
    }
    return report;
}

std::vector<std::uint8_t> RtpSession::goodbye() const {
    std::vector<std::uint8_t> packet;
    append(packet, 0x81CB0001, 4);  // version 2, one source, BYE, 2 words
    append(packet, source_, 4);
    return packet;
}

}  // namespace cordon::bench
