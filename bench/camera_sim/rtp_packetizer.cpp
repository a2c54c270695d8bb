// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_packetizer.hpp"

#include <algorithm>
#include <array>

namespace cordon::bench {
namespace {

constexpr std::uint8_t kFragmentStart = 0x80;
constexpr std::uint8_t kFragmentEnd = 0x40;

// The bytes in front of each fragment: RFC 6184 section 5.8 (FU indicator, FU header), RFC 7798 section 4.4.3
// (payload header with type 49, FU header).
std::vector<std::uint8_t> fragment_header(ClipCodec codec, Bytes nal, std::uint8_t position) {
    constexpr std::uint8_t kFuA = 28;
    constexpr std::uint8_t kH265Fragment = 49;
    if (codec == ClipCodec::kH264) {
        return {static_cast<std::uint8_t>((nal[0] & 0xE0) | kFuA),
                static_cast<std::uint8_t>(position | (nal[0] & 0x1F))};
    }
    return {static_cast<std::uint8_t>((nal[0] & 0x81) | (kH265Fragment << 1)), nal[1],
            static_cast<std::uint8_t>(position | ((nal[0] >> 1) & 0x3F))};
}

}  // namespace

std::shared_ptr<const PacketizedClip> PacketizedClip::create(std::shared_ptr<const Clip> clip,
                                                             std::size_t largest_payload) {
    std::shared_ptr<PacketizedClip> packetized(new PacketizedClip(std::move(clip)));
    for (const ClipPicture& picture : packetized->clip().pictures) {
        packetized->first_payload_.push_back(packetized->payloads_.size());
        for (const auto& nal : picture.nals) {
            packetized->add_nal(nal, largest_payload);
        }
        packetized->payloads_.back().marker = true;
    }
    packetized->first_payload_.push_back(packetized->payloads_.size());
    return packetized;
}

void PacketizedClip::add_nal(Bytes nal, std::size_t largest_payload) {
    const std::size_t nal_header = clip_->codec == ClipCodec::kH264 ? 1 : 2;
    if (nal.size() <= largest_payload || nal.size() <= nal_header) {
        add_payload({}, nal);
        return;
    }
    Bytes rest = nal.subspan(nal_header);  // the header travels in the fragments' own
    std::uint8_t position = kFragmentStart;
    while (!rest.empty()) {
        const std::size_t room = largest_payload - (nal_header + 1);
        const std::size_t size = std::min(room, rest.size());
        if (size == rest.size()) {
            position |= kFragmentEnd;
        }
        add_payload(fragment_header(clip_->codec, nal, position), rest.first(size));
        rest = rest.subspan(size);
        position = 0;
    }
}

void PacketizedClip::add_payload(Bytes head, Bytes body) {
    payloads_.push_back({.offset = static_cast<std::uint32_t>(bytes_.size()),
                         .size = static_cast<std::uint16_t>(head.size() + body.size()),
                         .marker = false});
    bytes_.insert(bytes_.end(), head.begin(), head.end());
    bytes_.insert(bytes_.end(), body.begin(), body.end());
}

}  // namespace cordon::bench
