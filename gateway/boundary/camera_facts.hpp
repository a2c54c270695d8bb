// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace cordon::boundary {

// What a receiver has found out about its camera, for `cordon status` and `cordon probe`. Closed lists of our
// own words, as numbers on its status page: no text of a camera's comes up.

// The way the packets come.
enum class CameraTransport : std::uint64_t { kUnknown, kTcp, kUdp, kMulticast, kTls };
inline constexpr std::uint64_t kCameraTransports = 5;

// SHA-256 of a certificate.
using CertificateFingerprint = std::array<std::uint8_t, 32>;
// As OpenSSL shows it, and `tlsFingerprint` takes it: "AB:CD:...".
[[nodiscard]] std::string fingerprint_text(const CertificateFingerprint& fingerprint);

// How the camera was shown who we are (RFC 2617, RFC 7616).
enum class CameraAuthentication : std::uint64_t {
    kNone,
    kBasic,
    kDigestMd5,
    kDigestMd5Sess,
    kDigestSha256,
    kDigestSha256Sess,
};
inline constexpr std::uint64_t kCameraAuthentications = 6;

// Where the camera leaves the standards or what most cameras do, and Cordon followed. A bit each.
enum class CameraOddity : std::uint64_t {
    kClosesAfterChallenge = 1ULL << 0,  // closed the connection with its 401
    kRenewsNonce = 1ULL << 1,           // asked for a new nonce in mid-session
    kNoSequenceNumbers = 1ULL << 2,     // replies without a CSeq that makes sense
    kOddContentBase = 1ULL << 3,        // a Content-Base that is not the URL requested
    kForeignAddress = 1ULL << 4,        // named another host, which was not followed
    kTrackUrlGuessed = 1ULL << 5,       // took the track only under another URL than the standard's
    kOddTransport = 1ULL << 6,          // a Transport reply that does not answer the request
    kTransportFellBack = 1ULL << 7,     // did not send the way that was tried first
    kRefusesOptions = 1ULL << 8,        // does not know OPTIONS
    kKeepaliveFellBack = 1ULL << 9,     // did not answer the keepalive it advertises
    kNeedsOtherTracks = 1ULL << 10,     // plays only once other tracks are set up too
    kCodecNotAsDescribed = 1ULL << 11,  // sends another codec than it describes
    kOddParameterSets = 1ULL << 12,     // parameter sets that are missing or make no sense in the description
    kStartCodesInPackets = 1ULL << 13,  // Annex B byte stream in RTP payloads
    kOddMarkers = 1ULL << 14,           // markers where no picture ends, or none where one does
    kSourceChanges = 1ULL << 15,        // changed its SSRC in mid-session
    kRepeatsPackets = 1ULL << 16,       // sends packets more than once
    kTimestampsLeap = 1ULL << 17,       // RTP timestamps that leap, stand or run backwards
    kLosesFraming = 1ULL << 18,         // bytes between interleaved frames that belong to none
    kChangesSize = 1ULL << 19,          // changed the size of its pictures in mid-session
    kHangsUpWithoutTeardown = 1ULL << 20,  // closed a playing connection
};
inline constexpr unsigned kCameraOddities = 21;

}  // namespace cordon::boundary
