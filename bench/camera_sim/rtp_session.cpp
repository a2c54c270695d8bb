// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_session.hpp"

#include <random>
#include <string_view>

#include "bench/camera_sim/session_description.hpp"

namespace cordon::bench {
namespace {

void put(std::vector<std::uint8_t>& bytes, std::uint64_t value, unsigned size) {
    while (size-- > 0) {
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * size)));
    }
}

}  // namespace

RtpSession::RtpSession(std::shared_ptr<const PacketizedClip> clip, const Timeline& timeline)
    : clip_(std::move(clip)), timeline_(timeline) {
    std::random_device random;
    source_ = random();
    sequence_ = static_cast<std::uint16_t>(random());
    timestamp_base_ = random();
}

StreamPoint RtpSession::point(base::MonotonicTime now) const {
    return {sequence_, timestamp_base_ + timeline_.rtp_timestamp(timeline_.latest_random_access(now))};
}

void RtpSession::start(base::MonotonicTime now) {
    next_ = timeline_.latest_random_access(now);
    offset_ = now - timeline_.due(next_);
}

bool RtpSession::next_is_random_access() const {
    return clip_->clip().pictures[timeline_.clip_index(next_)].random_access;
}

std::span<const RtpPayload> RtpSession::next_payloads() const {
    return clip_->payloads(timeline_.clip_index(next_));
}

std::vector<std::uint8_t> RtpSession::take_headers(std::uint8_t channel) {
    constexpr unsigned kRtpHeader = 12;
    constexpr std::uint8_t kVersion = 0x80;
    const auto payloads = next_payloads();
    const std::uint32_t timestamp = timestamp_base_ + timeline_.rtp_timestamp(next_);
    std::vector<std::uint8_t> headers;
    headers.reserve(payloads.size() * kHeaderSize);
    for (const RtpPayload& payload : payloads) {
        put(headers, '$', 1);
        put(headers, channel, 1);
        put(headers, kRtpHeader + payload.size, 2);
        put(headers, kVersion, 1);
        put(headers, (payload.marker ? 0x80U : 0U) | kVideoPayloadType, 1);
        put(headers, sequence_++, 2);
        put(headers, timestamp, 4);
        put(headers, source_, 4);
        ++packets_sent_;
        bytes_sent_ += payload.size;
    }
    ++next_;
    return headers;
}

std::vector<std::uint8_t> RtpSession::sender_report(std::uint8_t channel, base::MonotonicTime now,
                                                    std::chrono::nanoseconds wall_clock) const {
    constexpr std::string_view kName = "cam";  // 3 bytes: the chunk then ends on a word with its terminator
    const auto ahead = (now - next_due()).count() * 9 / 100'000;
    const std::uint32_t timestamp =
        timestamp_base_ + timeline_.rtp_timestamp(next_) + static_cast<std::uint32_t>(ahead);
    std::vector<std::uint8_t> report;
    put(report, '$', 1);
    put(report, channel, 1);
    put(report, 28 + 16, 2);
    put(report, 0x80C80006, 4);  // version 2, SR, 7 words
    put(report, source_, 4);
    put(report, static_cast<std::uint64_t>(wall_clock.count() / 1'000'000'000), 4);
    put(report, (static_cast<std::uint64_t>(wall_clock.count() % 1'000'000'000) << 32U) / 1'000'000'000, 4);
    put(report, timestamp, 4);
    put(report, packets_sent_, 4);
    put(report, bytes_sent_, 4);
    put(report, 0x81CA0003, 4);  // version 2, one chunk, SDES, 4 words
    put(report, source_, 4);
    put(report, 1, 1);  // CNAME
    put(report, kName.size(), 1);
    report.insert(report.end(), kName.begin(), kName.end());
    put(report, 0, 3);  // end of the list, padding to the word
    return report;
}

}  // namespace cordon::bench
