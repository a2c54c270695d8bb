// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/payload_screen.hpp"

#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::receive {
namespace {

using rtsp::read_u16;
using rtsp::read_u8;
using Bytes = std::span<const std::byte>;

// Units with their sizes before them. Zeros behind the last one are padding, which cameras add.
bool is_whole_aggregate(Bytes units) {
    bool any = false;
    while (units.size() >= 2) {
        const std::size_t size = read_u16(units, 0);
        if (size == 0 || size > units.size() - 2) {
            return any && size == 0;
        }
        any = true;
        units = units.subspan(2 + size);
    }
    return any;
}

}  // namespace

PayloadKind payload_kind(boundary::VideoCodec codec, Bytes payload) {
    const bool h264 = codec == boundary::VideoCodec::kH264;
    const unsigned type = nal_unit_type(codec, payload);
    if (h264 ? type >= 1 && type <= 23 : type <= 47) {
        return PayloadKind::kUnit;
    }
    if (type == (h264 ? 24U : 48U)) {
        return PayloadKind::kAggregate;
    }
    return type == (h264 ? 28U : 49U) ? PayloadKind::kFragment : PayloadKind::kOther;
}

PayloadScreen::Verdict PayloadScreen::judge(Bytes payload, bool follows) {
    const std::size_t unit_header = nal_header_bytes(codec_);
    fragment_open_ &= follows;
    if (payload.size() <= unit_header) {
        return Verdict::kLoss;
    }
    const bool forbidden = (read_u8(payload, 0) & 0x80U) != 0;
    const PayloadKind kind = payload_kind(codec_, payload);
    if (kind == PayloadKind::kFragment) {
        const bool bytes_left = payload.size() > unit_header + 1;
        return admits_fragment(read_u8(payload, unit_header), bytes_left) ? Verdict::kTake : Verdict::kLoss;
    }
    if (forbidden && (kind == PayloadKind::kUnit || kind == PayloadKind::kOther)) {
        return Verdict::kIgnore;
    }
    fragment_open_ = false;
    const bool whole = kind == PayloadKind::kUnit ||
                       (kind == PayloadKind::kAggregate && is_whole_aggregate(payload.subspan(unit_header)));
    return whole ? Verdict::kTake : Verdict::kLoss;
}

bool PayloadScreen::admits_fragment(unsigned edges, bool bytes_left) {
    const bool start = (edges & 0x80U) != 0;
    const bool end = (edges & 0x40U) != 0;
    const bool admitted = start ? bytes_left : fragment_open_;
    fragment_open_ = admitted && !end;
    return admitted;
}

}  // namespace cordon::untrusted::receive
