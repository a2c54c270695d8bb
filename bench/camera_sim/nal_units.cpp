// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/nal_units.hpp"

#include <algorithm>

namespace cordon::bench {
namespace {

NalKind h264_kind(std::uint8_t type) {
    switch (type) {
        case 5:
            return NalKind::kRandomAccess;
        case 7:
            return NalKind::kSps;
        case 8:
            return NalKind::kPps;
        case 9:
            return NalKind::kDelimiter;
        default:
            return NalKind::kOther;
    }
}

NalKind h265_kind(std::uint8_t type) {
    switch (type) {
        case 32:
            return NalKind::kVps;
        case 33:
            return NalKind::kSps;
        case 34:
            return NalKind::kPps;
        case 35:
            return NalKind::kDelimiter;
        default:
            return type >= 16 && type <= 21 ? NalKind::kRandomAccess : NalKind::kOther;
    }
}

}  // namespace

std::vector<Bytes> split_annex_b(Bytes stream) {
    constexpr std::uint8_t kStartCode[] = {0, 0, 1};
    std::vector<Bytes> nals;
    auto start = std::search(stream.begin(), stream.end(), std::begin(kStartCode), std::end(kStartCode));
    while (start != stream.end()) {
        const auto begin = start + 3;
        start = std::search(begin, stream.end(), std::begin(kStartCode), std::end(kStartCode));
        auto end = start;
        while (end != begin && *(end - 1) == 0) {
            --end;  // trailing_zero_8bits, and the zero_byte of a four-byte start code
        }
        if (end != begin) {
            nals.emplace_back(begin, end);
        }
    }
    return nals;
}

const char* name_of(ClipCodec codec) {
    switch (codec) {
        case ClipCodec::kH264:
            return "H.264";
        case ClipCodec::kH265:
            return "H.265";
        case ClipCodec::kMjpeg:
            return "MJPEG";
        case ClipCodec::kMpeg4:
            return "MPEG-4";
    }
    return "";
}

NalKind nal_kind(ClipCodec codec, Bytes nal) {
    if (nal.empty() || !has_nal_units(codec)) {
        return NalKind::kOther;
    }
    return codec == ClipCodec::kH264 ? h264_kind(nal[0] & 0x1F) : h265_kind((nal[0] >> 1) & 0x3F);
}

}  // namespace cordon::bench
