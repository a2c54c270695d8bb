// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/session_description.hpp"

#include <cstdio>

#include <openssl/evp.h>

namespace cordon::bench {
namespace {

std::string base64(Bytes bytes) {
    std::string encoded(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
    encoded.resize(static_cast<std::size_t>(size));
    return encoded;
}

// The sets of one kind, separated by commas.
std::string sets_of(const Clip& clip, NalKind kind) {
    std::string list;
    for (const auto& set : clip.parameter_sets) {
        if (nal_kind(clip.codec, set) == kind) {
            list += (list.empty() ? "" : ",") + base64(set);
        }
    }
    return list;
}

std::string h264_format(const Clip& clip) {
    std::string format = "packetization-mode=1";
    for (const auto& set : clip.parameter_sets) {
        if (nal_kind(clip.codec, set) == NalKind::kSps && set.size() > 3) {
            char level[7] = {};
            std::snprintf(level, sizeof(level), "%02X%02X%02X", set[1], set[2], set[3]);
            format += std::string(";profile-level-id=") + level;
            break;
        }
    }
    return format + ";sprop-parameter-sets=" + sets_of(clip, NalKind::kSps) + "," +
           sets_of(clip, NalKind::kPps);
}

std::string h265_format(const Clip& clip) {
    return "sprop-vps=" + sets_of(clip, NalKind::kVps) + ";sprop-sps=" + sets_of(clip, NalKind::kSps) +
           ";sprop-pps=" + sets_of(clip, NalKind::kPps);
}

}  // namespace

std::string session_description(const Clip& clip, const std::string& camera_address) {
    const bool h264 = clip.codec == ClipCodec::kH264;
    const std::string type = std::to_string(kVideoPayloadType);
    const bool v6 = camera_address.find(':') != std::string::npos;
    return "v=0\r\n"
           "o=- 1 1 IN " +
           std::string(v6 ? "IP6 " : "IP4 ") + camera_address +
           "\r\n"
           "s=Camera\r\n"
           "c=IN " +
           (v6 ? "IP6 ::" : "IP4 0.0.0.0") +
           "\r\n"
           "t=0 0\r\n"
           "a=control:*\r\n"
           "a=range:npt=now-\r\n"
           "m=video 0 RTP/AVP " +
           type + "\r\na=rtpmap:" + type + (h264 ? " H264" : " H265") + "/90000\r\na=fmtp:" + type + " " +
           (h264 ? h264_format(clip) : h265_format(clip)) + "\r\na=control:" + kVideoControl + "\r\n";
}

}  // namespace cordon::bench
