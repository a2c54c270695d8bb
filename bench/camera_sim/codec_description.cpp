// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/codec_description.hpp"

#include <cstdio>
#include <vector>

#include <openssl/evp.h>

namespace cordon::bench {
namespace {

using ParameterSet = std::vector<std::uint8_t>;

constexpr int kDynamicPayloadType = 96;
constexpr int kJpegPayloadType = 26;

std::string base64(Bytes bytes) {
    std::string encoded(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
    encoded.resize(static_cast<std::size_t>(size));
    return encoded;
}

// The sequence and picture parameter sets of another stream: 176x144, baseline.
const std::vector<ParameterSet> kStaleSets{{0x67, 0x42, 0xC0, 0x0A, 0xDA, 0x0B, 0x13, 0x40},
                                           {0x68, 0xCE, 0x0F, 0xC8}};

std::string set_text(ParameterSet set, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kSdpSpropAnnexB)) {
        set.insert(set.begin(), {0, 0, 0, 1});
    }
    if (quirks.has(Quirk::kSdpSpropTrailing)) {
        set.insert(set.end(), {0, 0, 0, 1, 0, 0});
    }
    return base64(set);
}

// The sets of one kind, separated by commas.
std::string sets_of(const Clip& clip, NalKind kind, const QuirkSet& quirks) {
    std::string list;
    const bool stale = quirks.has(Quirk::kSdpSpropStale) && clip.codec == ClipCodec::kH264;
    for (const auto& set : stale ? kStaleSets : clip.parameter_sets) {
        if (nal_kind(clip.codec, set) == kind) {
            list += (list.empty() ? "" : ",") + set_text(set, quirks);
        }
    }
    return list;
}

std::string h264_format(const Clip& clip, const QuirkSet& quirks) {
    std::string format = "packetization-mode=1";
    for (const auto& set : clip.parameter_sets) {
        if (nal_kind(clip.codec, set) == NalKind::kSps && set.size() > 3) {
            char level[7] = {};
            std::snprintf(level, sizeof(level), "%02X%02X%02X", set[1], set[2], set[3]);
            format += std::string(";profile-level-id=") +
                      (quirks.has(Quirk::kSdpProfileDecimal) ? "5046314" : level);
            break;
        }
    }
    if (quirks.has(Quirk::kSdpSpropAbsent)) {
        return format;
    }
    if (quirks.has(Quirk::kSdpSpropEmpty)) {
        return format + ";sprop-parameter-sets=";
    }
    if (quirks.has(Quirk::kSdpSpropInvalid)) {
        return format + ";sprop-parameter-sets=Z0%IAKeKUD,(aO48gA)";
    }
    return format + ";sprop-parameter-sets=" + sets_of(clip, NalKind::kSps, quirks) + "," +
           sets_of(clip, NalKind::kPps, quirks);
}

std::string h265_format(const Clip& clip, const QuirkSet& quirks) {
    return "sprop-vps=" + sets_of(clip, NalKind::kVps, quirks) +
           ";sprop-sps=" + sets_of(clip, NalKind::kSps, quirks) +
           ";sprop-pps=" + sets_of(clip, NalKind::kPps, quirks);
}

std::string mpeg4_format(const Clip& clip) {
    std::string digits;
    for (const auto& set : clip.parameter_sets) {
        for (const std::uint8_t byte : set) {
            char two[3] = {};
            std::snprintf(two, sizeof(two), "%02X", byte);
            digits += two;
        }
    }
    return "profile-level-id=1;config=" + digits;
}

}  // namespace

int payload_type_of(const Clip& clip) {
    return clip.codec == ClipCodec::kMjpeg ? kJpegPayloadType : kDynamicPayloadType;
}

std::string encoding_of(const Clip& clip) {
    switch (clip.codec) {
        case ClipCodec::kH264:
            return "H264/90000";
        case ClipCodec::kH265:
            return "H265/90000";
        case ClipCodec::kMjpeg:
            return "JPEG/90000";
        case ClipCodec::kMpeg4:
            return "MP4V-ES/90000";
    }
    return "";
}

std::string format_of(const Clip& clip, const QuirkSet& quirks) {
    switch (clip.codec) {
        case ClipCodec::kH264:
            return h264_format(clip, quirks);
        case ClipCodec::kH265:
            return h265_format(clip, quirks);
        case ClipCodec::kMpeg4:
            return mpeg4_format(clip);
        case ClipCodec::kMjpeg:
            break;
    }
    return "";
}

}  // namespace cordon::bench
