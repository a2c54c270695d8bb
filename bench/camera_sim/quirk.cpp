// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/quirk.hpp"

#include <algorithm>
#include <array>

namespace cordon::bench {
namespace {

constexpr std::size_t kCount = static_cast<std::size_t>(Quirk::kCount);
constexpr std::string_view kStreams = "streaming";

constexpr std::array<QuirkFacts, kCount> kQuirks{{
    // Who may watch (RFC 2617, RFC 7616)
    {Quirk::kSha256Only, "sha256-only", "offers digests with SHA-256 only", kStreams},
    {Quirk::kSha256ThenMd5, "sha256-then-md5", "offers SHA-256, then MD5", kStreams},
    {Quirk::kMd5ThenSha256, "md5-then-sha256", "offers MD5, then SHA-256", kStreams},
    {Quirk::kMd5Sess, "md5-sess", "its digests are of algorithm MD5-sess", kStreams},
    {Quirk::kSha256Sess, "sha256-sess", "its digests are of algorithm SHA-256-sess", kStreams},
    {Quirk::kDigestThenBasic, "digest-then-basic", "offers a digest, then Basic", kStreams},
    {Quirk::kBasicThenDigest, "basic-then-digest", "offers Basic, then a digest", kStreams},
    {Quirk::kBasicOnly, "basic-only", "offers Basic and nothing else", kStreams},
    {Quirk::kQopAuth, "qop-auth", "its digests are of quality \"auth\"", kStreams},
    {Quirk::kDigestRandomParameter, "digest-random-parameter", "its challenge has a parameter nobody knows",
     kStreams},
    {Quirk::kDigestLowerCase, "digest-lower-case", "spells the scheme \"digest\"", kStreams},
    {Quirk::kRealmWithComma, "realm-with-comma", "its realm holds commas", kStreams},
    {Quirk::kOptionsUnauthorized, "options-unauthorized", "answers even OPTIONS with 401", kStreams},
    {Quirk::kOddUnauthorizedReason, "odd-unauthorized-reason",
     "says \"401 ClientUnAuthorized\", with a nonce of digits", kStreams},
    {Quirk::kCloseAfter401, "close-after-401", "closes the connection after a 401", kStreams},
    {Quirk::kNewNonceAtPlay, "new-nonce-at-play", "asks for a new nonce at PLAY, and says stale=\"FALSE\"",
     kStreams},
    {Quirk::kNonceExpires, "nonce-expires", "asks for a new nonce once a minute, in mid-session too",
     kStreams},
    {Quirk::kUserAgentRequired, "user-agent-required", "answers 401 to a DESCRIBE without User-Agent",
     kStreams},
    {Quirk::kWrongPassword, "wrong-password", "takes no password at all", "authenticationFailed"},
    {Quirk::kLockOut, "lock-out", "takes no password, and after a wrong one refuses every connection",
     "lockedOut"},
    // How it answers, and what it calls things
    {Quirk::kOptions404, "options-404", "answers OPTIONS with 404", kStreams},
    {Quirk::kOptions501, "options-501", "answers OPTIONS with 501", kStreams},
    {Quirk::kNoCseq, "no-cseq", "leaves CSeq out of its replies", kStreams},
    {Quirk::kCseqOtherCase, "cseq-other-case", "spells it \"Cseq\"", kStreams},
    {Quirk::kCseqTrailingBlank, "cseq-trailing-blank", "writes a blank behind the number of CSeq", kStreams},
    {Quirk::kContentBaseMapped, "content-base-mapped", "its Content-Base is rtsp://::ffff:ADDRESS/...",
     kStreams},
    {Quirk::kContentBaseDoubled, "content-base-doubled", "its Content-Base begins with rtsp://rtsp://",
     kStreams},
    {Quirk::kContentBaseSchemeless, "content-base-schemeless", "its Content-Base has no scheme", kStreams},
    {Quirk::kContentBaseRelative, "content-base-relative", "its Content-Base is a path", kStreams},
    {Quirk::kContentBaseOtherHost, "content-base-other-host", "its Content-Base names another host",
     kStreams},
    {Quirk::kContentBaseOtherPort, "content-base-other-port", "its Content-Base names another port",
     kStreams},
    {Quirk::kContentBaseCredentials, "content-base-credentials",
     "its Content-Base holds a user name and password", kStreams},
    {Quirk::kContentBaseEmpty, "content-base-empty", "its Content-Base is empty", kStreams},
    {Quirk::kContentBaseAbsent, "content-base-absent", "sends no Content-Base", kStreams},
    {Quirk::kContentBaseQuery, "content-base-query", "its Content-Base ends in a query, and no slash",
     kStreams},
    {Quirk::kControlAbsoluteQuery, "control-absolute-query",
     "its track's control is absolute, with a query behind the track", kStreams},
    {Quirk::kControlAfterQuery, "control-after-query",
     "its path has a query, and the track comes behind that", kStreams},
    {Quirk::kControlAbsent, "control-absent",
     "names no control for its track, which is set up by the stream's own URL", kStreams},
    {Quirk::kControlDoubled, "control-doubled", "names its track's control twice", kStreams},
    {Quirk::kControlExtraSlash, "control-extra-slash",
     "its track's control begins with a slash it does not mean", kStreams},
    {Quirk::kContentTypeAbsent, "content-type-absent", "sends no Content-Type with its description",
     kStreams},
    {Quirk::kContentTypeCharset, "content-type-charset", "its Content-Type has a charset", kStreams},
    {Quirk::kSessionBlanks, "session-blanks", "writes \"Session:        ID;timeout=60\"", kStreams},
    {Quirk::kSessionBlankTimeout, "session-blank-timeout",
     "writes \"Session: ID ; timeout=60\", and another timeout in PLAY", kStreams},
    {Quirk::kSessionIdChanges, "session-id-changes", "calls the session something else in its reply to PLAY",
     kStreams},
    {Quirk::kSessionInOptions, "session-in-options", "names a session in its reply to OPTIONS", kStreams},
    {Quirk::kSessionAbsent, "session-absent", "names no session, and wants none", kStreams},
    {Quirk::kSessionTimeout20, "session-timeout-20", "its sessions last 20 s", kStreams},
    {Quirk::kTransportSsrcBlanks, "transport-ssrc-blanks",
     "writes \"ssrc=     D93FF\" into its Transport header", kStreams},
    {Quirk::kTransportSsrcFirst, "transport-ssrc-first",
     "puts a decimal ssrc first into its Transport header", kStreams},
    {Quirk::kTransportWithoutTcp, "transport-without-tcp",
     "answers RTP/AVP;unicast;interleaved=0-1 and means TCP", kStreams},
    {Quirk::kTransportWithoutChannels, "transport-without-channels",
     "answers RTP/AVP/TCP;unicast and no channels", kStreams},
    {Quirk::kTransportAbsent, "transport-absent", "answers SETUP without a Transport header", kStreams},
    {Quirk::kTransportOneChannel, "transport-one-channel", "answers interleaved=0", kStreams},
    {Quirk::kTransportOtherChannels, "transport-other-channels", "answers interleaved=10-11", kStreams},
    {Quirk::kTransportEmptySource, "transport-empty-source", "answers with an empty source=", kStreams},
    {Quirk::kRtpInfoAbsent, "rtp-info-absent", "sends no RTP-Info", kStreams},
    {Quirk::kRtpInfoZero, "rtp-info-zero", "its RTP-Info says seq=0", kStreams},
    {Quirk::kRtpInfoMinusOne, "rtp-info-minus-one", "its RTP-Info says rtptime=-1", kStreams},
    {Quirk::kRtpInfoOtherUrl, "rtp-info-other-url", "its RTP-Info names a URL nobody asked for", kStreams},
    {Quirk::kRtpInfoSsrc, "rtp-info-ssrc", "its RTP-Info ends in ssrc= and a semicolon", kStreams},
    {Quirk::kRedirect, "redirect", "answers DESCRIBE with 302 and another host's address", "redirected"},
    {Quirk::kSetupRedirect, "setup-redirect", "answers SETUP with 302 and another host's address",
     "redirected"},
    {Quirk::kNotFound, "not-found", "answers DESCRIBE with 404", "notFound"},
    {Quirk::kBackchannel, "backchannel",
     "describes a back channel for audio before the video, and refuses to have it set up", kStreams},
    {Quirk::kSendonlyVideo, "sendonly-video", "calls its one video track a=sendonly", kStreams},
    {Quirk::kNeedsAllTracks, "needs-all-tracks", "plays only once every track is set up", kStreams},
    {Quirk::kSendsOtherTracks, "sends-other-tracks", "sends tracks nobody set up on their usual channels",
     kStreams},
    // Ways to send
    {Quirk::kUdpOnly, "udp-only", "answers 461 to interleaved TCP", kStreams},
    {Quirk::kUdpNotAcceptable, "udp-not-acceptable", "answers 406 to UDP", kStreams},
    {Quirk::kUdpUnsupported, "udp-unsupported", "answers 461 to UDP", kStreams},
    {Quirk::kUdpAnsweredWithTcp, "udp-answered-with-tcp", "answers UDP with interleaved TCP", kStreams},
    {Quirk::kUdpSilent, "udp-silent", "agrees to UDP and sends nothing over it", kStreams},
    {Quirk::kUdpPortAbsent, "udp-port-absent", "names no server_port", kStreams},
    {Quirk::kUdpPortZero, "udp-port-zero", "says server_port=0-0", kStreams},
    {Quirk::kUdpOtherSourcePort, "udp-other-source-port", "sends from other ports than it named", kStreams},
    {Quirk::kUdpNeedsPunch, "udp-needs-punch", "sends over UDP only to who sent first", kStreams},
    {Quirk::kUdpReordered, "udp-reordered", "its datagrams overtake one another", kStreams},
    {Quirk::kUdpLossy, "udp-lossy", "loses one datagram in two hundred", kStreams},
    {Quirk::kMulticastOnly, "multicast-only", "answers 461 to all but multicast", kStreams},
    {Quirk::kMulticastFromDescription, "multicast-from-description",
     "names its group in the description's c= line alone", kStreams},
    // Keepalive, sessions, connections
    {Quirk::kCountsOptions, "counts-options", "only OPTIONS keeps its session alive", kStreams},
    {Quirk::kCountsGetParameter, "counts-get-parameter", "only GET_PARAMETER keeps its session alive",
     kStreams},
    {Quirk::kCountsSetParameter, "counts-set-parameter", "only SET_PARAMETER keeps its session alive",
     kStreams},
    {Quirk::kCountsRtcp, "counts-rtcp", "only RTCP receiver reports keep its session alive", kStreams},
    {Quirk::kCountsNothingButRequests, "counts-nothing-but-requests",
     "RTCP does not keep its session alive, any request does", kStreams},
    {Quirk::kGetParameterUnanswered, "get-parameter-unanswered",
     "advertises GET_PARAMETER and never answers it", kStreams},
    {Quirk::kGetParameterRefused, "get-parameter-refused", "advertises GET_PARAMETER and answers 405",
     kStreams},
    {Quirk::kGetParameterCloses, "get-parameter-closes",
     "closes the connection at GET_PARAMETER, which it does not advertise", kStreams},
    {Quirk::kRtpBeforePlayReply, "rtp-before-play-reply", "sends RTP before it answers PLAY", kStreams},
    {Quirk::kBlankLinesBetweenFrames, "blank-lines-between-frames", "writes CRLF between interleaved frames",
     kStreams},
    {Quirk::kAsksOptions, "asks-options", "sends an OPTIONS request of its own", kStreams},
    {Quirk::kReplyBetweenFragments, "reply-between-fragments",
     "answers keepalives in the middle of a picture", kStreams},
    {Quirk::kSessionLimit453, "session-limit-453", "answers SETUP with 453", "sessionLimit"},
    {Quirk::kSessionLimit503, "session-limit-503", "answers SETUP with 503", "sessionLimit"},
    {Quirk::kSessionLimitRefused, "session-limit-refused", "takes one connection at a time, and is taken",
     "refused"},
    {Quirk::kTeardownWithoutSession, "teardown-without-session", "answers TEARDOWN without a Session header",
     kStreams},
    {Quirk::kTeardownUnanswered, "teardown-unanswered", "never answers TEARDOWN", kStreams},
    {Quirk::kOneSession, "one-session", "has one session, which only TEARDOWN or its timeout frees",
     kStreams},
    {Quirk::kHangsUp, "hangs-up", "closes the connection every 10 s", kStreams},
    {Quirk::kSaysBye, "says-bye", "sends RTCP BYE every 10 s, and stops", kStreams},
    {Quirk::kStalls, "stalls", "goes silent every 10 s, with the connection open", kStreams},
    {Quirk::kNoFrames, "no-frames", "plays, and sends nothing", "noFrames"},
    {Quirk::kFrozenPicture, "frozen-picture", "sends the same picture again and again", "frozen"},
    // The session description (RFC 8866)
    {Quirk::kSdpConnectionEmpty, "sdp-connection-empty", "its connection line is \"c=IN\"", kStreams},
    {Quirk::kSdpConnectionDoubled, "sdp-connection-doubled",
     "its connection line is \"c=IN c=IN IP4 0.0.0.0\"", kStreams},
    {Quirk::kSdpOriginWords, "sdp-origin-words", "its origin is \"RTSP Session 1 2 IN IP4\"", kStreams},
    {Quirk::kSdpOriginShort, "sdp-origin-short", "its origin is \"- 1001 1 IN\"", kStreams},
    {Quirk::kSdpBare, "sdp-bare", "has no o=, s= and v= lines", kStreams},
    {Quirk::kSdpTimeNow, "sdp-time-now", "its time is \"now-\"", kStreams},
    {Quirk::kSdpIpv4Word, "sdp-ipv4-word", "spells the address type IPV4", kStreams},
    {Quirk::kSdpLineFeeds, "sdp-line-feeds", "ends its lines with LF alone", kStreams},
    {Quirk::kSdpNoLastLineEnd, "sdp-no-last-line-end", "its last line does not end", kStreams},
    {Quirk::kSdpMediaHeader, "sdp-media-header", "has Hikvision's MEDIAINFO and appversion attributes",
     kStreams},
    {Quirk::kSdpApplicationFirst, "sdp-application-first", "its first track is vnd.onvif.metadata", kStreams},
    {Quirk::kSdpTpLink, "sdp-tp-link", "has a track \"application/TP-LINK 0 RTP/AVP smart/1/90000\"",
     kStreams},
    {Quirk::kSdpGluedMedia, "sdp-glued-media", "forgets the line end between a=sendonly and m=audio",
     kStreams},
    {Quirk::kSdpAudioTracks, "sdp-audio-tracks",
     "describes PCMU and AAC tracks, the latter with the video's fmtp number", kStreams},
    {Quirk::kSdpRateZero, "sdp-rate-zero", "its rtpmap is H264/0", kStreams},
    {Quirk::kSdpRtpmapAbsent, "sdp-rtpmap-absent", "has no rtpmap", kStreams},
    {Quirk::kSdpRtpmapBlank, "sdp-rtpmap-blank", "writes a blank and a tab behind its rtpmap", kStreams},
    {Quirk::kSdpFmtpEmpty, "sdp-fmtp-empty", "its fmtp is empty, and it has a=framerate:0S", kStreams},
    {Quirk::kSdpSpropAbsent, "sdp-sprop-absent", "its fmtp has no parameter sets", kStreams},
    {Quirk::kSdpSpropEmpty, "sdp-sprop-empty", "its parameter sets are empty", kStreams},
    {Quirk::kSdpSpropInvalid, "sdp-sprop-invalid", "its parameter sets are no base64", kStreams},
    {Quirk::kSdpSpropAnnexB, "sdp-sprop-annex-b", "its parameter sets begin with a start code", kStreams},
    {Quirk::kSdpSpropTrailing, "sdp-sprop-trailing", "its parameter sets have bytes too many", kStreams},
    {Quirk::kSdpSpropStale, "sdp-sprop-stale",
     "its parameter sets are of another stream than the one it sends", kStreams},
    {Quirk::kSdpProfileDecimal, "sdp-profile-decimal", "its profile-level-id is 5046314", kStreams},
    {Quirk::kSdpWrongCodec, "sdp-wrong-codec", "describes H.265 and sends H.264", kStreams},
    {Quirk::kUnsupportedCodec, "unsupported-codec", "describes video of a codec nobody knows",
     "unsupportedCodec"},
    {Quirk::kNoVideo, "no-video", "describes sound and no video", "unsupportedCodec"},
    // Packets and pictures (RFC 3550, RFC 6184)
    {Quirk::kFuStartAndEnd, "fu-start-and-end", "fragments that are first and last at once", kStreams},
    {Quirk::kFuWithoutEnd, "fu-without-end", "never marks the last fragment", kStreams},
    {Quirk::kFuEmpty, "fu-empty", "sends empty fragments between the others", kStreams},
    {Quirk::kFuTypeChanges, "fu-type-changes", "its later fragments name another type", kStreams},
    {Quirk::kFuStartCodes, "fu-start-codes", "puts several units, with start codes, into one fragmented unit",
     kStreams},
    {Quirk::kAnnexBPayload, "annex-b-payload", "sends whole access units with start codes in one packet",
     kStreams},
    {Quirk::kJoinedParameterSets, "joined-parameter-sets",
     "joins parameter sets and picture with start codes behind the first unit", kStreams},
    {Quirk::kStapPadding, "stap-padding", "pads aggregation packets with zeros", kStreams},
    {Quirk::kMarkerOnParameterSets, "marker-on-parameter-sets",
     "marks parameter sets and SEI as a picture's end", kStreams},
    {Quirk::kParameterSetsOtherTime, "parameter-sets-other-time",
     "its parameter sets have another timestamp than the picture", kStreams},
    {Quirk::kNeverMarks, "never-marks", "never marks a picture's end", kStreams},
    {Quirk::kJunkSei, "junk-sei", "sends units of type 229 that mean nothing", kStreams},
    {Quirk::kDelimiterFirst, "delimiter-first", "begins every picture with a delimiter and SEI", kStreams},
    {Quirk::kHugePackets, "huge-packets", "sends whole units of any size in one packet", kStreams},
    {Quirk::kForeignPayloadType, "foreign-payload-type",
     "sends a packet of type 50 with a number already used behind every keyframe", kStreams},
    {Quirk::kPacketsTwice, "packets-twice", "sends each packet twice", kStreams},
    {Quirk::kSsrcChanges, "ssrc-changes", "changes its SSRC, and its numbers leap, every 10 s", kStreams},
    {Quirk::kTimeJumps, "time-jumps", "its timestamps leap by hours every few seconds", kStreams},
    {Quirk::kTimeResets, "time-resets", "its timestamps begin anew every 10 s", kStreams},
    {Quirk::kTimeStands, "time-stands", "its timestamps are always 0", kStreams},
    {Quirk::kTimeRepeats, "time-repeats", "gives two pictures one timestamp", kStreams},
    {Quirk::kTimeWraps, "time-wraps", "its timestamps wrap after 10 s", kStreams},
    {Quirk::kTimeDrifts, "time-drifts", "its clock is 0.05 % fast", kStreams},
    {Quirk::kSizeChanges, "size-changes", "changes to another clip's size every 10 s", kStreams},
    {Quirk::kCodecChanges, "codec-changes", "changes to another clip's codec every 10 s", kStreams},
    {Quirk::kParameterSetsOnce, "parameter-sets-once", "sends parameter sets in its description alone",
     kStreams},
    {Quirk::kTinyFrames, "tiny-frames", "sends interleaved frames of 3 bytes", kStreams},
    {Quirk::kGarbageBetweenFrames, "garbage-between-frames", "writes garbage between interleaved frames",
     kStreams},
    {Quirk::kTruncatedFrames, "truncated-frames", "cuts interleaved frames short", kStreams},
    {Quirk::kUnknownChannels, "unknown-channels", "sends interleaved frames on channels nobody set up",
     kStreams},
    {Quirk::kRtcpOnRtpChannel, "rtcp-on-rtp-channel", "sends its sender reports on the channel for RTP",
     kStreams},
    {Quirk::kNoRtcp, "no-rtcp", "sends no RTCP at all", kStreams},
    {Quirk::kReportNtpZero, "report-ntp-zero", "the NTP time of its reports is 0", kStreams},
    {Quirk::kReportFuture, "report-future", "the NTP time of its reports is an hour ahead", kStreams},
    {Quirk::kReportOtherSsrc, "report-other-ssrc", "its reports are of another SSRC", kStreams},
    {Quirk::kDescriptionUnended, "description-unended", "its source descriptions lack their end", kStreams},
    {Quirk::kBrokenPictures, "broken-pictures", "flips bits in every picture", "decodingErrors"},
    // TLS (RFC 2246)
    {Quirk::kTls10, "tls-1-0", "speaks TLS 1.0 and no newer", kStreams},
}};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kCount; ++i) {
        if (static_cast<std::size_t>(kQuirks[i].quirk) != i) {
            return false;
        }
    }
    return true;
}
static_assert(is_in_order(), "one row for every quirk, in the order of the enumeration");

}  // namespace

std::span<const QuirkFacts> quirks() {
    return kQuirks;
}

std::string quirk_list() {
    std::string list;
    for (const QuirkFacts& each : kQuirks) {
        list.append(each.name).append("\t").append(each.state).append("\t").append(each.what).append("\n");
    }
    return list;
}

base::Result<QuirkSet> QuirkSet::parse(std::string_view names) {
    QuirkSet set;
    while (!names.empty()) {
        const auto comma = std::min(names.find(','), names.size());
        const auto name = names.substr(0, comma);
        names.remove_prefix(std::min(comma + 1, names.size()));
        const auto* const found = std::ranges::find(kQuirks, name, &QuirkFacts::name);
        if (found == kQuirks.end()) {
            return base::Error{"no quirk is called \"" + std::string(name) +
                               "\"; --list-quirks names them all"};
        }
        set.add(found->quirk);
    }
    return set;
}

}  // namespace cordon::bench
