// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtp_packetizer.hpp"

#include <algorithm>
#include <utility>

#include "bench/camera_sim/jpeg_image.hpp"
#include "bench/camera_sim/odd_units.hpp"
#include "gateway/base/invariant.hpp"

namespace cordon::bench {
namespace {

// The most an interleaved frame holds, less an RTP header (RFC 2326 section 10.12).
constexpr std::size_t kHugePayload = 65000;
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

// Parameter sets and messages, which go before a picture's slices.
bool is_small_set(const Clip& clip, Bytes nal) {
    const NalKind kind = nal_kind(clip.codec, nal);
    const bool message = clip.codec == ClipCodec::kH264 && !nal.empty() && (nal[0] & 0x1FU) == 6;
    return message || kind == NalKind::kVps || kind == NalKind::kSps || kind == NalKind::kPps;
}

}  // namespace

PacketizedClip::PacketizedClip(std::shared_ptr<const Clip> clip, std::size_t largest_payload,
                               const QuirkSet& quirks)
    : clip_(std::move(clip)),
      largest_payload_(quirks.has(Quirk::kHugePackets) ? kHugePayload : largest_payload),
      quirks_(quirks) {}

std::shared_ptr<const PacketizedClip> PacketizedClip::create(std::shared_ptr<const Clip> clip,
                                                             std::size_t largest_payload,
                                                             const QuirkSet& quirks) {
    std::shared_ptr<PacketizedClip> packetized(new PacketizedClip(std::move(clip), largest_payload, quirks));
    for (const ClipPicture& picture : packetized->clip().pictures) {
        packetized->first_payload_.push_back(packetized->payloads_.size());
        packetized->add_picture(picture);
    }
    packetized->first_payload_.push_back(packetized->payloads_.size());
    return packetized;
}

void PacketizedClip::add_picture(const ClipPicture& picture) {
    switch (clip_->codec) {
        case ClipCodec::kH264:
        case ClipCodec::kH265:
            add_nals(picture);
            break;
        case ClipCodec::kMjpeg:
            add_image(picture.nals[0]);
            break;
        case ClipCodec::kMpeg4:
            add_parts(picture.nals[0]);
            break;
    }
    payloads_.back().marker = !quirks_.has(Quirk::kNeverMarks);
}

void PacketizedClip::add_image(Bytes image) {
    const auto read = read_jpeg(image);
    CORDON_INVARIANT(read.ok(), "a clip's images have been looked at");
    for (const auto& payload : jpeg_payloads(read.value(), largest_payload_)) {
        add_payload({}, payload);
    }
}

// RFC 6416 section 5.2: cut anywhere.
void PacketizedClip::add_parts(Bytes picture) {
    for (; !picture.empty(); picture = picture.subspan(std::min(picture.size(), largest_payload_))) {
        add_payload({}, picture.first(std::min(picture.size(), largest_payload_)));
    }
}

void PacketizedClip::add_nals(const ClipPicture& picture) {
    const auto units = odd_units(*clip_, picture, quirks_);
    const bool h264 = clip_->codec == ClipCodec::kH264;
    if (quirks_.has(Quirk::kAnnexBPayload) && h264) {
        const auto stream = byte_stream(units);
        for (Bytes rest(stream); !rest.empty(); rest = rest.subspan(std::min(rest.size(), kHugePayload))) {
            add_payload({}, rest.first(std::min(rest.size(), kHugePayload)));
        }
    } else {
        std::size_t at = 0;
        if (quirks_.has(Quirk::kStapPadding) && h264 && picture.random_access) {
            at = add_padded_aggregate(units);
        }
        for (; at < units.size(); ++at) {
            const std::size_t first = payloads_.size();
            add_nal(units[at]);
            if (is_small_set(*clip_, units[at])) {
                payloads_.back().marker = quirks_.has(Quirk::kMarkerOnParameterSets);
                for (std::size_t i = first; i < payloads_.size(); ++i) {
                    payloads_[i].earlier = quirks_.has(Quirk::kParameterSetsOtherTime);
                }
            }
        }
    }
}

// The leading units of a picture up to its slices in one packet (RFC 6184 section 5.7.1), with zeros behind.
std::size_t PacketizedClip::add_padded_aggregate(const std::vector<std::vector<std::uint8_t>>& units) {
    constexpr std::uint8_t kStapA = 24;
    std::vector<std::uint8_t> aggregate{static_cast<std::uint8_t>(0x60U | kStapA)};
    std::size_t count = 0;
    while (count < units.size() && is_small_set(*clip_, units[count])) {
        const auto& unit = units[count++];
        aggregate.push_back(static_cast<std::uint8_t>(unit.size() >> 8U));
        aggregate.push_back(static_cast<std::uint8_t>(unit.size()));
        aggregate.insert(aggregate.end(), unit.begin(), unit.end());
    }
    if (count > 0) {
        aggregate.insert(aggregate.end(), 7, 0);
        add_payload({}, aggregate);
    }
    return count;
}

void PacketizedClip::add_nal(Bytes nal) {
    const std::size_t nal_header = clip_->codec == ClipCodec::kH264 ? 1 : 2;
    const bool whole = nal.size() <= largest_payload_ && !quirks_.has(Quirk::kFuStartAndEnd);
    if (whole || nal.size() <= nal_header) {
        add_payload({}, nal);
        return;
    }
    add_fragments(nal);
}

void PacketizedClip::add_fragments(Bytes nal) {
    const std::size_t nal_header = clip_->codec == ClipCodec::kH264 ? 1 : 2;
    Bytes rest = nal.subspan(nal_header);  // the header travels in the fragments' own
    std::uint8_t position = kFragmentStart;
    while (!rest.empty()) {
        const std::size_t room = largest_payload_ - (nal_header + 1);
        const std::size_t size = std::min(room, rest.size());
        if (size == rest.size() && !quirks_.has(Quirk::kFuWithoutEnd)) {
            position |= kFragmentEnd;
        }
        auto head = fragment_header(clip_->codec, nal, position);
        if (position == 0 && quirks_.has(Quirk::kFuEmpty)) {
            add_payload(head, {});
        }
        if ((position & kFragmentStart) == 0 && quirks_.has(Quirk::kFuTypeChanges)) {
            head.back() = static_cast<std::uint8_t>((head.back() & 0xC0U) | 1U);
        }
        add_payload(head, rest.first(size));
        rest = rest.subspan(size);
        position = 0;
    }
}

void PacketizedClip::add_payload(Bytes head, Bytes body) {
    payloads_.push_back({.offset = static_cast<std::uint32_t>(bytes_.size()),
                         .size = static_cast<std::uint16_t>(head.size() + body.size())});
    bytes_.insert(bytes_.end(), head.begin(), head.end());
    bytes_.insert(bytes_.end(), body.begin(), body.end());
}

}  // namespace cordon::bench
