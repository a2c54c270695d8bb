// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "rtp_packetizer.hpp"

#include <algorithm>

namespace cordon::untrusted::receive {
namespace {

constexpr std::size_t kLargestPayload = 1400;

std::byte low_byte(std::uint32_t value) {
    return static_cast<std::byte>(value & 0xFFU);
}

}  // namespace

ByteString RtpPacketizer::header(bool marker) {
    const ByteString bytes{low_byte(0x80),
                           low_byte((marker && markers ? 0x80U : 0U) | payload_type),
                           low_byte(sequence >> 8U),
                           low_byte(sequence),
                           low_byte(timestamp >> 24U),
                           low_byte(timestamp >> 16U),
                           low_byte(timestamp >> 8U),
                           low_byte(timestamp),
                           low_byte(source >> 24U),
                           low_byte(source >> 16U),
                           low_byte(source >> 8U),
                           low_byte(source)};
    ++sequence;
    return bytes;
}

std::vector<ByteString> RtpPacketizer::packetize(const ByteString& access_unit) {
    std::vector<ByteString> packets;
    const auto units = split_units(access_unit);
    for (const ByteString& unit : units) {
        add_unit(unit, &unit == &units.back(), packets);
    }
    timestamp += 3600;
    return packets;
}

ByteString RtpPacketizer::packetize_whole(const ByteString& access_unit) {
    ByteString packet = header(true);
    packet.insert(packet.end(), access_unit.begin(), access_unit.end());
    timestamp += 3600;
    return packet;
}

void RtpPacketizer::add_unit(const ByteString& unit, bool last, std::vector<ByteString>& packets) {
    if (unit.size() <= kLargestPayload) {
        ByteString packet = header(last);
        packet.insert(packet.end(), unit.begin(), unit.end());
        packets.push_back(std::move(packet));
        return;
    }
    const bool h264 = codec_ == boundary::VideoCodec::kH264;
    const std::size_t unit_header = h264 ? 1 : 2;
    const auto first = std::to_integer<std::uint32_t>(unit[0]);
    for (std::size_t at = unit_header; at < unit.size(); at += kLargestPayload) {
        const std::size_t size = std::min(kLargestPayload, unit.size() - at);
        const bool start = at == unit_header;
        const bool end = at + size == unit.size();
        const std::uint32_t edges = (start ? 0x80U : 0U) | (end ? 0x40U : 0U);
        ByteString packet = header(last && end);
        if (h264) {
            packet.push_back(low_byte((first & 0xE0U) | 28U));
            packet.push_back(low_byte(edges | (first & 0x1FU)));
        } else {
            packet.push_back(low_byte((first & 0x81U) | 49U << 1U));
            packet.push_back(unit[1]);
            packet.push_back(low_byte(edges | ((first >> 1U) & 0x3FU)));
        }
        packet.insert(packet.end(), unit.begin() + at, unit.begin() + at + size);
        packets.push_back(std::move(packet));
    }
}

}  // namespace cordon::untrusted::receive
