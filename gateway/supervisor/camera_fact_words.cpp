// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_fact_words.hpp"

#include <array>
#include <utility>

namespace cordon::supervisor {
namespace {

using boundary::CameraOddity;

constexpr std::array<std::pair<CameraOddity, FactWords>, boundary::kCameraOddities> kOddities{{
    {CameraOddity::kClosesAfterChallenge, {"closesAfterChallenge", "closes the connection with its 401"}},
    {CameraOddity::kRenewsNonce, {"renewsNonce", "asks for a new nonce in mid-session"}},
    {CameraOddity::kNoSequenceNumbers, {"noSequenceNumbers", "replies without a CSeq that makes sense"}},
    {CameraOddity::kOddContentBase, {"oddContentBase", "has a Content-Base that is not the URL requested"}},
    {CameraOddity::kForeignAddress, {"foreignAddress", "names another host, which was not followed"}},
    {CameraOddity::kTrackUrlGuessed, {"trackUrlGuessed", "takes its track only under an unusual URL"}},
    {CameraOddity::kOddTransport, {"oddTransport", "has a Transport reply that does not fit the request"}},
    {CameraOddity::kTransportFellBack, {"transportFellBack", "does not send the way that is tried first"}},
    {CameraOddity::kRefusesOptions, {"refusesOptions", "does not know OPTIONS"}},
    {CameraOddity::kKeepaliveFellBack, {"keepaliveFellBack", "does not answer the keepalive it advertises"}},
    {CameraOddity::kNeedsOtherTracks, {"needsOtherTracks", "plays only once other tracks are set up too"}},
    {CameraOddity::kCodecNotAsDescribed, {"codecNotAsDescribed", "sends another codec than it describes"}},
    {CameraOddity::kOddParameterSets, {"oddParameterSets", "describes no parameter sets that make sense"}},
    {CameraOddity::kStartCodesInPackets, {"startCodesInPackets", "has Annex B start codes in its packets"}},
    {CameraOddity::kOddMarkers, {"oddMarkers", "has RTP markers where no picture ends, or none"}},
    {CameraOddity::kSourceChanges, {"sourceChanges", "changes its SSRC in mid-session"}},
    {CameraOddity::kRepeatsPackets, {"repeatsPackets", "sends packets more than once"}},
    {CameraOddity::kTimestampsLeap, {"timestampsLeap", "has time stamps that leap, stand or run backwards"}},
    {CameraOddity::kLosesFraming, {"losesFraming", "sends bytes between frames that belong to none"}},
    {CameraOddity::kChangesSize, {"changesSize", "changes the size of its pictures in mid-session"}},
    {CameraOddity::kHangsUpWithoutTeardown, {"hangsUpWithoutTeardown", "closes a playing connection"}},
}};

}  // namespace

FactWords words_for(boundary::CameraTransport transport) {
    switch (transport) {
        case boundary::CameraTransport::kUnknown:
            break;
        case boundary::CameraTransport::kTcp:
            return {"tcp", "RTP over TCP, interleaved"};
        case boundary::CameraTransport::kUdp:
            return {"udp", "RTP over UDP"};
        case boundary::CameraTransport::kMulticast:
            return {"multicast", "RTP over UDP multicast"};
        case boundary::CameraTransport::kTls:
            return {"tls", "RTP over TCP, interleaved, inside TLS"};
    }
    return {"unknown", "not known"};
}

FactWords words_for(boundary::CameraAuthentication authentication) {
    switch (authentication) {
        case boundary::CameraAuthentication::kNone:
            break;
        case boundary::CameraAuthentication::kBasic:
            return {"basic", "Basic: the password goes over the wire in clear"};
        case boundary::CameraAuthentication::kDigestMd5:
            return {"digestMd5", "Digest, MD5"};
        case boundary::CameraAuthentication::kDigestMd5Sess:
            return {"digestMd5Sess", "Digest, MD5-sess"};
        case boundary::CameraAuthentication::kDigestSha256:
            return {"digestSha256", "Digest, SHA-256"};
        case boundary::CameraAuthentication::kDigestSha256Sess:
            return {"digestSha256Sess", "Digest, SHA-256-sess"};
    }
    return {"none", "none"};
}

std::vector<FactWords> words_for_oddities(std::uint64_t oddities) {
    std::vector<FactWords> words;
    for (const auto& [oddity, its_words] : kOddities) {
        if ((oddities & static_cast<std::uint64_t>(oddity)) != 0) {
            words.push_back(its_words);
        }
    }
    return words;
}

}  // namespace cordon::supervisor
