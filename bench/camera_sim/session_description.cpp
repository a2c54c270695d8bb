// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/session_description.hpp"

#include <array>
#include <utility>

#include "bench/camera_sim/codec_description.hpp"

namespace cordon::bench {
namespace {

// One line of a description that a quirk puts in the place of another.
struct Variant {
    Quirk quirk;
    std::string line;
};

std::string line_of(std::string usual, std::initializer_list<Variant> variants, const QuirkSet& quirks) {
    for (const Variant& variant : variants) {
        if (quirks.has(variant.quirk)) {
            return variant.line;
        }
    }
    return usual;
}

std::string connection_line(const DescribedStream& stream, const QuirkSet& quirks) {
    const bool v6 = stream.address.find(':') != std::string::npos;
    if (!stream.multicast_group.empty()) {
        return std::string("c=IN ") + (v6 ? "IP6 " : "IP4 ") + stream.multicast_group + (v6 ? "\n" : "/1\n");
    }
    return line_of(std::string("c=IN ") + (v6 ? "IP6 ::" : "IP4 0.0.0.0") + "\n",
                   {{Quirk::kSdpConnectionEmpty, "c=IN\n"},
                    {Quirk::kSdpConnectionDoubled, "c=IN c=IN IP4 0.0.0.0\n"},
                    {Quirk::kSdpIpv4Word, "c=IN IPV4 0.0.0.0\n"}},
                   quirks);
}

std::string session_lines(const DescribedStream& stream, const QuirkSet& quirks) {
    const bool bare = quirks.has(Quirk::kSdpBare);
    const std::string type = stream.address.find(':') != std::string::npos ? "IP6 " : "IP4 ";
    std::string text = bare ? "" : "v=0\n";
    if (!bare) {
        text += line_of("o=- 1 1 IN " + type + stream.address + "\n",
                        {{Quirk::kSdpOriginWords, "o=RTSP Session 1 2 IN IP4\n"},
                         {Quirk::kSdpOriginShort, "o=- 1001 1 IN\n"},
                         {Quirk::kSdpIpv4Word, "o=- 1 1 IN IPV4 " + stream.address + "\n"}},
                        quirks);
        text += "s=Camera\n";
    }
    text += connection_line(stream, quirks);
    text += line_of("t=0 0\n", {{Quirk::kSdpTimeNow, "t=now-\n"}}, quirks);
    if (quirks.has(Quirk::kSdpMediaHeader)) {
        text +=
            "a=Media_header:MEDIAINFO=494D4B48010200000400000100000000000000000000000000000000;\n"
            "a=appversion:1.0\n";
    }
    return text + "a=control:*\na=range:npt=now-\n";
}

std::string control_lines(const DescribedStream& stream, const QuirkSet& quirks) {
    const std::string usual = std::string("a=control:") + kVideoControl + "\n";
    return line_of(usual,
                   {{Quirk::kControlAbsent, ""},
                    {Quirk::kControlDoubled, usual + usual},
                    {Quirk::kControlExtraSlash, std::string("a=control:/") + kVideoControl + "\n"},
                    {Quirk::kControlAbsoluteQuery, "a=control:" + stream.url + "/" + kVideoControl +
                                                       "?transportmode=unicast&profile=Profile_1\n"}},
                   quirks);
}

std::string video_track(const Clip& clip, const DescribedStream& stream, const QuirkSet& quirks) {
    const std::string type = std::to_string(payload_type_of(clip));
    const std::string encoding = line_of(encoding_of(clip),
                                         {{Quirk::kSdpRateZero, "H264/0"},
                                          {Quirk::kSdpRtpmapBlank, encoding_of(clip) + " \t"},
                                          {Quirk::kSdpWrongCodec, "H265/90000"},
                                          {Quirk::kUnsupportedCodec, "X-VENDOR-CODEC/90000"}},
                                         quirks);
    std::string text = "m=video 0 RTP/AVP " + type + "\n";
    if (!quirks.has(Quirk::kSdpRtpmapAbsent)) {
        text += "a=rtpmap:" + type + " " + encoding + "\n";
    }
    const bool wordless = quirks.has(Quirk::kUnsupportedCodec) || quirks.has(Quirk::kSdpRtpmapAbsent);
    if (quirks.has(Quirk::kSdpFmtpEmpty)) {
        text += "a=fmtp:" + type + "\na=framerate:0S\n";
    } else if (const std::string format = format_of(clip, quirks); !wordless && !format.empty()) {
        text += "a=fmtp:" + type + " " + format + "\n";
    }
    if (clip.codec == ClipCodec::kMjpeg) {
        text += "a=x-dimensions:" + std::to_string(clip.width) + "," + std::to_string(clip.height) + "\n";
    }
    text += quirks.has(Quirk::kSendonlyVideo) ? "a=sendonly\n" : "";
    return text + control_lines(stream, quirks);
}

std::string other_control() {
    return std::string("a=control:") + kOtherControl + "\n";
}

std::string tracks_before(const QuirkSet& quirks) {
    if (quirks.has(Quirk::kBackchannel)) {
        return "m=audio 0 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=sendonly\n" + other_control();
    }
    if (quirks.has(Quirk::kSdpApplicationFirst)) {
        return "m=application 0 RTP/AVP 107\na=rtpmap:107 vnd.onvif.metadata/90000\n" + other_control();
    }
    return "";
}

std::string tracks_behind(const QuirkSet& quirks) {
    if (quirks.has(Quirk::kSdpTpLink)) {
        return "m=application/TP-LINK 0 RTP/AVP smart/1/90000\na=rtpmap:95 TP-LINK/90000\n" + other_control();
    }
    if (quirks.has(Quirk::kSdpGluedMedia)) {
        return "m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC/16000\n" + other_control() +
               "a=sendonlym=audio 0 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=control:trackID=3\n";
    }
    if (quirks.has(Quirk::kSdpAudioTracks)) {
        return "m=audio 0 RTP/AVP 8\na=rtpmap:8 PCMU/8000\n" + other_control() +
               "m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC/16000/1\n"
               "a=fmtp:96 streamtype=5;profile-level-id=1;mode=AAC-hbr;config=1408\na=control:trackID=3\n";
    }
    if (quirks.has(Quirk::kNeedsAllTracks) || quirks.has(Quirk::kSendsOtherTracks)) {
        return "m=audio 0 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n" + other_control();
    }
    return "";
}

// Written with single line feeds so far: as the standard ends lines, or as the camera does.
std::string with_line_ends(const std::string& text, const QuirkSet& quirks) {
    std::string ended;
    for (const char c : text) {
        ended += c == '\n' && !quirks.has(Quirk::kSdpLineFeeds) ? "\r\n" : std::string(1, c);
    }
    if (quirks.has(Quirk::kSdpNoLastLineEnd)) {
        ended.erase(ended.find_last_not_of("\r\n") + 1);
    }
    return ended;
}

}  // namespace

bool describes_another_track(const QuirkSet& quirks) {
    return !tracks_before(quirks).empty() || !tracks_behind(quirks).empty();
}

std::string session_description(const Clip& clip, const DescribedStream& stream, const QuirkSet& quirks) {
    const std::string video =
        quirks.has(Quirk::kNoVideo)
            ? "m=audio 0 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n" + std::string("a=control:") + kVideoControl + "\n"
            : video_track(clip, stream, quirks);
    return with_line_ends(
        session_lines(stream, quirks) + tracks_before(quirks) + video + tracks_behind(quirks), quirks);
}

}  // namespace cordon::bench
