// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/picture_scan.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::receive {
namespace {

using rtsp::read_u8;
using Bytes = std::span<const std::byte>;
using boundary::VideoCodec;

constexpr unsigned kRecoveryPoint = 6;  // SEI payload type, the same in both codecs

// A payload type or size as SEI writes it: bytes of 255, then the rest (H.264 7.3.2.3.1). Gives up, with a
// number no message has, at the end of the bytes.
std::size_t take_sei_number(Bytes& bytes) {
    std::size_t number = 0;
    while (!bytes.empty()) {
        const std::uint8_t part = read_u8(bytes, 0);
        bytes = bytes.subspan(1);
        number += part;
        if (part != 255) {
            return number;
        }
    }
    return SIZE_MAX;
}

// Of SEI so much is looked at: messages of the stream's structure come first, in a few bytes.
using SeiBytes = std::array<std::byte, 1024>;

// `payload` begins behind the NAL unit's header and ends with the unit.
bool has_recovery_point(Bytes payload) {
    SeiBytes room;
    Bytes bytes = raw_payload(payload, room);
    while (bytes.size() >= 2 && read_u8(bytes, 0) != 0x80) {
        const std::size_t type = take_sei_number(bytes);
        const std::size_t size = take_sei_number(bytes);
        if (type == kRecoveryPoint && size <= bytes.size()) {
            return true;
        }
        if (size >= bytes.size()) {
            return false;
        }
        bytes = bytes.subspan(size);
    }
    return false;
}

// Of a slice.
bool begins_decoding(VideoCodec codec, Bytes unit) {
    const unsigned type = nal_unit_type(codec, unit);
    return codec == VideoCodec::kH264 ? type == 5 : type >= 16 && type <= 21;
}

bool is_sei_before_slices(VideoCodec codec, Bytes unit) {
    return nal_unit_type(codec, unit) == (codec == VideoCodec::kH264 ? 6U : 39U);
}

}  // namespace

bool begins_with_start_code(Bytes bytes) {
    const bool long_one = bytes.size() > 4 && bytes[0] == std::byte{0};
    const auto code = bytes.subspan(long_one && bytes[2] == std::byte{0} ? 1 : 0);
    return code.size() > kStartCode.size() && std::ranges::equal(code.first(kStartCode.size()), kStartCode);
}

Bytes after_start_code(Bytes bytes) {
    const auto found = std::search(bytes.begin(), bytes.end(), kStartCode.begin(), kStartCode.end());
    return found == bytes.end()
               ? Bytes()
               : bytes.last(static_cast<std::size_t>(bytes.end() - found)).subspan(kStartCode.size());
}

Bytes unit_before(Bytes bytes, Bytes rest) {
    auto size = rest.empty() ? bytes.size() : bytes.size() - rest.size() - kStartCode.size();
    while (size > 0 && bytes[size - 1] == std::byte{0}) {
        --size;
    }
    return bytes.first(size);
}

Bytes raw_payload(Bytes payload, std::span<std::byte> room) {
    std::size_t size = 0;
    std::size_t zeros = 0;
    for (const std::byte each : payload) {
        if (size == room.size()) {
            break;
        }
        if (zeros >= 2 && each == std::byte{3}) {
            zeros = 0;
            continue;
        }
        zeros = each == std::byte{0} ? zeros + 1 : 0;
        room[size++] = each;
    }
    return room.first(size);
}

unsigned nal_unit_type(VideoCodec codec, Bytes unit) {
    return codec == VideoCodec::kH264 ? read_u8(unit, 0) & 0x1FU : (read_u8(unit, 0) >> 1U) & 0x3FU;
}

bool is_slice(VideoCodec codec, Bytes unit) {
    const unsigned type = nal_unit_type(codec, unit);
    return codec == VideoCodec::kH264 ? type >= 1 && type <= 5 : type <= 31;
}

PictureScan scan_picture(VideoCodec codec, Bytes access_unit) {
    PictureScan scan;
    const std::size_t header = nal_header_bytes(codec);
    for (Bytes unit = after_start_code(access_unit); !unit.empty();) {
        // What says "keyframe" is the first slice, or stands before it.
        if (is_slice(codec, unit)) {
            scan.picture = true;
            scan.keyframe |= begins_decoding(codec, unit);
            break;
        }
        const Bytes rest = after_start_code(unit);
        if (const Bytes whole = unit_before(unit, rest);
            is_sei_before_slices(codec, unit) && whole.size() > header) {
            scan.keyframe |= has_recovery_point(whole.subspan(header));
        }
        unit = rest;
    }
    return scan;
}

}  // namespace cordon::untrusted::receive
