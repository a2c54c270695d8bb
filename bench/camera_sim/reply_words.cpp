// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/reply_words.hpp"

#include <initializer_list>

namespace cordon::bench {
namespace {

// Nobody's address (RFC 5737): who goes there was led astray.
constexpr const char* kElsewhere = "192.0.2.66";

struct Variant {
    Quirk quirk;
    std::string value;
};

std::string value_of(std::string usual, std::initializer_list<Variant> variants, const QuirkSet& quirks) {
    for (const Variant& variant : variants) {
        if (quirks.has(variant.quirk)) {
            return variant.value;
        }
    }
    return usual;
}

}  // namespace

std::string sequence_line(std::string_view sequence, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kNoCseq)) {
        return "";
    }
    return (quirks.has(Quirk::kCseqOtherCase) ? "Cseq: " : "CSeq: ") + std::string(sequence) +
           (quirks.has(Quirk::kCseqTrailingBlank) ? " \r\n" : "\r\n");
}

std::string public_line(const QuirkSet& quirks) {
    const std::string common = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN";
    return "Public: " +
           value_of(common + ", GET_PARAMETER",
                    {{Quirk::kCountsOptions, common},
                     {Quirk::kGetParameterCloses, common},
                     {Quirk::kCountsSetParameter, common + ", SET_PARAMETER"}},
                    quirks) +
           "\r\n";
}

std::string content_type_line(const QuirkSet& quirks) {
    return value_of("Content-Type: application/sdp\r\n",
                    {{Quirk::kContentTypeAbsent, ""},
                     {Quirk::kContentTypeCharset, "Content-Type: application/sdp;charset=utf-8\r\n"}},
                    quirks);
}

std::string content_base_line(const StreamUrl& url, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kContentBaseAbsent)) {
        return "";
    }
    const std::string port = ":" + std::to_string(url.port);
    const std::string value = value_of(
        url.text() + "/",
        {{Quirk::kContentBaseMapped, "rtsp://::ffff:" + url.address + url.path + "/"},
         {Quirk::kContentBaseDoubled, "rtsp://rtsp://" + url.address + port + url.path + "/"},
         {Quirk::kContentBaseSchemeless, url.address + port + url.path + "/"},
         {Quirk::kContentBaseRelative, url.path + "/"},
         {Quirk::kContentBaseOtherHost, std::string("rtsp://") + kElsewhere + port + url.path + "/"},
         {Quirk::kContentBaseOtherPort, "rtsp://" + url.address + ":65534" + url.path + "/"},
         {Quirk::kContentBaseCredentials, "rtsp://admin:12345@" + url.address + port + url.path + "/"},
         {Quirk::kContentBaseEmpty, ""},
         {Quirk::kContentBaseQuery, url.text()}},
        quirks);
    return "Content-Base: " + value + "\r\n";
}

std::string session_line(std::string_view id, std::chrono::seconds timeout, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kSessionAbsent)) {
        return "";
    }
    const std::string seconds = "timeout=" + std::to_string(timeout.count());
    const std::string text(id);
    return "Session: " +
           value_of(text + ";" + seconds,
                    {{Quirk::kSessionBlanks, "       " + text + ";" + seconds},
                     {Quirk::kSessionBlankTimeout, text + " ; " + seconds}},
                    quirks) +
           "\r\n";
}

std::string played_session_line(std::string_view id, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kSessionAbsent)) {
        return "";
    }
    return "Session: " + std::string(id) + (quirks.has(Quirk::kSessionBlankTimeout) ? ";timeout=30" : "") +
           "\r\n";
}

std::string rtp_info_line(const std::string& track_url, const StreamPoint& point, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kRtpInfoAbsent)) {
        return "";
    }
    const std::string url = quirks.has(Quirk::kRtpInfoOtherUrl)
                                ? std::string("rtsp://") + kElsewhere + "/other/trackID=7"
                                : track_url;
    const std::string sequence = quirks.has(Quirk::kRtpInfoZero) ? "0" : std::to_string(point.sequence);
    const std::string time = quirks.has(Quirk::kRtpInfoMinusOne) ? "-1" : std::to_string(point.rtp_timestamp);
    return "RTP-Info: url=" + url + ";seq=" + sequence + ";rtptime=" + time +
           (quirks.has(Quirk::kRtpInfoSsrc) ? ";ssrc=0D93FF;" : "") + "\r\n";
}

}  // namespace cordon::bench
