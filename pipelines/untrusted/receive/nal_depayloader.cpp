// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/nal_depayloader.hpp"

#include <array>
#include <utility>

#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::receive {
namespace {

using base::MonotonicTime;
using boundary::VideoCodec;
using rtsp::read_u16;
using rtsp::read_u8;
using Bytes = std::span<const std::byte>;

// Parameter sets and messages in front of a picture are far less.
constexpr std::size_t kMostWithoutPicture = std::size_t{64} << 10;

}  // namespace

NalDepayloader::NalDepayloader(VideoCodec codec, std::string_view format_parameters, std::uint32_t largest,
                               OnPicture on_picture)
    : Depayloader(largest, std::move(on_picture)), codec_(codec), sets_(codec), screen_(codec) {
    sets_.take_described(format_parameters);
}

void NalDepayloader::push(const TrackPacket& packet) {
    if (!packet.follows) {
        drop_fragment();
        note_gap();
        // It is not known whether the loss is of the picture that was open, of this one, or of both.
        if (picture_open_ && packet.timestamp != timestamp_) {
            finish(arrival_);
            note_gap();
        }
    }
    arrival_ = packet.arrival;
    timestamp_ = packet.timestamp;
    picture_open_ = !packet.marker;
    if (begins_with_start_code(packet.payload)) {
        feed_byte_stream(packet);
    } else {
        feed(packet.payload, packet.follows);
    }
    if (packet.marker) {
        finish(packet.arrival);
    }
}

void NalDepayloader::end_picture() {
    if (std::exchange(picture_open_, false)) {
        finish(arrival_);
    }
}

// Some cameras (V380) put a whole access unit with its start codes into one packet, where RFC 6184 5.6 and
// RFC 7798 4.4.1 want a packet for each of its units.
void NalDepayloader::feed_byte_stream(const TrackPacket& packet) {
    note(boundary::CameraOddity::kStartCodesInPackets);
    bool follows = packet.follows;
    Bytes unit = after_start_code(packet.payload);
    while (!unit.empty()) {
        const auto rest = after_start_code(unit);
        feed(unit_before(unit, rest), std::exchange(follows, true));
        unit = rest;
    }
}

void NalDepayloader::feed(Bytes payload, bool follows) {
    switch (screen_.judge(payload, follows)) {
        case PayloadScreen::Verdict::kTake:
            take(payload);
            return;
        case PayloadScreen::Verdict::kLoss:
            drop_fragment();
            return;
        case PayloadScreen::Verdict::kIgnore:
            return;
    }
}

void NalDepayloader::take(Bytes payload) {
    const PayloadKind kind = payload_kind(codec_, payload);
    if (kind == PayloadKind::kFragment) {
        take_fragment(payload);
        return;
    }
    fragment_.reset();  // a camera that leaves out the mark of the last one: what came of it stays
    if (kind == PayloadKind::kAggregate) {
        take_aggregate(payload.subspan(nal_header_bytes(codec_)));
    } else if (begin_unit({})) {
        append(payload);
    }
}

void NalDepayloader::take_aggregate(Bytes units) {
    while (units.size() >= 2) {
        const std::size_t size = read_u16(units, 0);
        if (size == 0 || size > units.size() - 2 || !begin_unit({}) || !append(units.subspan(2, size))) {
            return;
        }
        units = units.subspan(2 + size);
    }
}

// RFC 6184 5.8, RFC 7798 4.4.3: the unit's header is put together of the payload's and the fragment's.
void NalDepayloader::take_fragment(Bytes payload) {
    const std::size_t header = nal_header_bytes(codec_);
    const unsigned edges = read_u8(payload, header);
    if ((edges & 0x80U) != 0) {
        const auto first = std::to_integer<unsigned>(payload[0]);
        const bool h264 = codec_ == VideoCodec::kH264;
        const std::array unit{static_cast<std::byte>(h264 ? (first & 0xE0U) | (edges & 0x1FU)
                                                          : (first & 0x81U) | (edges & 0x3FU) << 1U),
                              payload[1]};
        fragment_ = gathered_.size();
        if (!begin_unit(std::span(unit).first(header))) {
            return;
        }
    }
    if (append(payload.subspan(header + 1)) && (edges & 0x40U) != 0) {
        fragment_.reset();
    }
}

bool NalDepayloader::begin_unit(Bytes header) {
    constexpr std::array kLongStartCode{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}};
    return append(kLongStartCode) && append(header);
}

bool NalDepayloader::append(Bytes bytes) {
    if (bytes.size() > largest() - gathered_.size()) {
        note_oversized();
        forget();
        fragment_.reset();
        screen_.close_fragment();
        return false;
    }
    gathered_.insert(gathered_.end(), bytes.begin(), bytes.end());
    return true;
}

// Of a unit that misses a part nothing is handed on; the other units of its picture are.
void NalDepayloader::drop_fragment() {
    if (fragment_) {
        gathered_.resize(*std::exchange(fragment_, std::nullopt));
    }
}

// What came without a picture, parameter sets with a marker of their own, stays for the picture that follows.
// It is looked at once: a camera may send any number of markers.
void NalDepayloader::finish(MonotonicTime origin) {
    fragment_.reset();
    screen_.close_fragment();
    const Bytes fresh = Bytes(gathered_).subspan(seen_);
    seen_sets_ |= sets_.take(fresh);
    const PictureScan scan = scan_picture(codec_, fresh);
    seen_keyframe_ |= scan.keyframe;
    if (!scan.picture) {
        seen_ = gathered_.size();
        if (seen_ > kMostWithoutPicture) {
            note_gap();
            forget();
        }
        return;
    }
    if (seen_keyframe_ && !sets_.is_each(seen_sets_)) {
        const auto sets = sets_.byte_stream();
        if (sets.size() <= largest() - gathered_.size()) {
            gathered_.insert(gathered_.begin(), sets.begin(), sets.end());
        }
    }
    if (sets_.known()) {
        deliver({.codec = codec_, .bytes = gathered_, .origin = origin, .keyframe = seen_keyframe_});
    } else {
        note_gap();
    }
    forget();
}

void NalDepayloader::forget() {
    gathered_.clear();
    seen_ = 0;
    seen_sets_ = 0;
    seen_keyframe_ = false;
}

}  // namespace cordon::untrusted::receive
