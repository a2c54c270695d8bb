// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "gateway/base/result.hpp"

namespace cordon::bench {

// What real cameras do that the standards, or the usual clients, do not expect. Each can be switched on alone
// or with others; kQuirks in quirk.cpp says in words what it is.
enum class Quirk : std::size_t {
    // Who may watch (RFC 2617, RFC 7616)
    kSha256Only,
    kSha256ThenMd5,
    kMd5ThenSha256,
    kMd5Sess,
    kSha256Sess,
    kDigestThenBasic,
    kBasicThenDigest,
    kBasicOnly,
    kQopAuth,
    kDigestRandomParameter,
    kDigestLowerCase,
    kRealmWithComma,
    kOptionsUnauthorized,
    kOddUnauthorizedReason,
    kCloseAfter401,
    kNewNonceAtPlay,
    kNonceExpires,
    kUserAgentRequired,
    kWrongPassword,
    kLockOut,
    // How it answers, and what it calls things
    kOptions404,
    kOptions501,
    kNoCseq,
    kCseqOtherCase,
    kCseqTrailingBlank,
    kContentBaseMapped,
    kContentBaseDoubled,
    kContentBaseSchemeless,
    kContentBaseRelative,
    kContentBaseOtherHost,
    kContentBaseOtherPort,
    kContentBaseCredentials,
    kContentBaseEmpty,
    kContentBaseAbsent,
    kContentBaseQuery,
    kControlAbsoluteQuery,
    kControlAfterQuery,
    kControlAbsent,
    kControlDoubled,
    kControlExtraSlash,
    kContentTypeAbsent,
    kContentTypeCharset,
    kSessionBlanks,
    kSessionBlankTimeout,
    kSessionIdChanges,
    kSessionInOptions,
    kSessionAbsent,
    kSessionTimeout20,
    kTransportSsrcBlanks,
    kTransportSsrcFirst,
    kTransportWithoutTcp,
    kTransportWithoutChannels,
    kTransportAbsent,
    kTransportOneChannel,
    kTransportOtherChannels,
    kTransportEmptySource,
    kRtpInfoAbsent,
    kRtpInfoZero,
    kRtpInfoMinusOne,
    kRtpInfoOtherUrl,
    kRtpInfoSsrc,
    kRedirect,
    kSetupRedirect,
    kNotFound,
    kBackchannel,
    kSendonlyVideo,
    kNeedsAllTracks,
    kSendsOtherTracks,
    // Ways to send
    kUdpOnly,
    kUdpNotAcceptable,
    kUdpUnsupported,
    kUdpAnsweredWithTcp,
    kUdpSilent,
    kUdpPortAbsent,
    kUdpPortZero,
    kUdpOtherSourcePort,
    kUdpNeedsPunch,
    kUdpReordered,
    kUdpLossy,
    kMulticastOnly,
    kMulticastFromDescription,
    // Keepalive, sessions, connections
    kCountsOptions,
    kCountsGetParameter,
    kCountsSetParameter,
    kCountsRtcp,
    kCountsNothingButRequests,
    kGetParameterUnanswered,
    kGetParameterRefused,
    kGetParameterCloses,
    kRtpBeforePlayReply,
    kBlankLinesBetweenFrames,
    kAsksOptions,
    kReplyBetweenFragments,
    kSessionLimit453,
    kSessionLimit503,
    kSessionLimitRefused,
    kTeardownWithoutSession,
    kTeardownUnanswered,
    kOneSession,
    kHangsUp,
    kSaysBye,
    kStalls,
    kNoFrames,
    kFrozenPicture,
    // The session description (RFC 8866)
    kSdpConnectionEmpty,
    kSdpConnectionDoubled,
    kSdpOriginWords,
    kSdpOriginShort,
    kSdpBare,
    kSdpTimeNow,
    kSdpIpv4Word,
    kSdpLineFeeds,
    kSdpNoLastLineEnd,
    kSdpMediaHeader,
    kSdpApplicationFirst,
    kSdpTpLink,
    kSdpGluedMedia,
    kSdpAudioTracks,
    kSdpRateZero,
    kSdpRtpmapAbsent,
    kSdpRtpmapBlank,
    kSdpFmtpEmpty,
    kSdpSpropAbsent,
    kSdpSpropEmpty,
    kSdpSpropInvalid,
    kSdpSpropAnnexB,
    kSdpSpropTrailing,
    kSdpSpropStale,
    kSdpProfileDecimal,
    kSdpWrongCodec,
    kUnsupportedCodec,
    kNoVideo,
    // Packets and pictures (RFC 3550, RFC 6184)
    kFuStartAndEnd,
    kFuWithoutEnd,
    kFuEmpty,
    kFuTypeChanges,
    kFuStartCodes,
    kAnnexBPayload,
    kJoinedParameterSets,
    kStapPadding,
    kMarkerOnParameterSets,
    kParameterSetsOtherTime,
    kNeverMarks,
    kJunkSei,
    kDelimiterFirst,
    kHugePackets,
    kForeignPayloadType,
    kPacketsTwice,
    kSsrcChanges,
    kTimeJumps,
    kTimeResets,
    kTimeStands,
    kTimeRepeats,
    kTimeWraps,
    kTimeDrifts,
    kSizeChanges,
    kCodecChanges,
    kParameterSetsOnce,
    kTinyFrames,
    kGarbageBetweenFrames,
    kTruncatedFrames,
    kUnknownChannels,
    kRtcpOnRtpChannel,
    kNoRtcp,
    kReportNtpZero,
    kReportFuture,
    kReportOtherSsrc,
    kDescriptionUnended,
    kBrokenPictures,
    // Certificates and TLS
    kTls10,
    kCount
};

struct QuirkFacts {
    Quirk quirk;
    std::string_view name;   // as `--quirk` takes it
    std::string_view what;   // "offers digests with SHA-256 only"
    std::string_view state;  // what a gateway shows of such a camera: "streaming", or why it has no picture
};

// One row for every quirk, in the order of the enumeration.
[[nodiscard]] std::span<const QuirkFacts> quirks();

// The same as text: a line each, NAME, STATE and WHAT with tabs between them.
[[nodiscard]] std::string quirk_list();

// Any number of quirks at once.
class QuirkSet {
public:
    // "sha256-only,close-after-401"; an Error names the one that does not exist.
    static base::Result<QuirkSet> parse(std::string_view names);

    [[nodiscard]] bool has(Quirk quirk) const { return quirks_.test(static_cast<std::size_t>(quirk)); }
    void add(Quirk quirk) { quirks_.set(static_cast<std::size_t>(quirk)); }
    void add(const QuirkSet& others) { quirks_ |= others.quirks_; }

private:
    std::bitset<static_cast<std::size_t>(Quirk::kCount)> quirks_;
};

}  // namespace cordon::bench
