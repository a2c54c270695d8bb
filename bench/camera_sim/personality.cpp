// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/personality.hpp"

#include <algorithm>
#include <array>

namespace cordon::bench {
namespace {

// What is reported of each vendor's cameras in public issue trackers, put together.
constexpr std::array kPersonalities{
    Personality{"hikvision", "/Streaming/Channels/101",
                "sha256-only,digest-random-parameter,nonce-expires,control-absolute-query,session-blanks,"
                "transport-ssrc-blanks,rtp-info-zero,sdp-media-header,huge-packets"},
    Personality{"dahua", "/cam/realmonitor?channel=1&subtype=0",
                "control-after-query,session-in-options,transport-ssrc-blanks,counts-rtcp,time-jumps,"
                "delimiter-first,sdp-audio-tracks"},
    Personality{"reolink", "/h264Preview_01_main",
                "rtp-info-ssrc,teardown-without-session,sdp-glued-media,sdp-no-last-line-end,"
                "sdp-sprop-trailing,marker-on-parameter-sets,parameter-sets-other-time"},
    Personality{"tp-link", "/stream1",
                "digest-then-basic,rtp-info-zero,sdp-tp-link,marker-on-parameter-sets,huge-packets,"
                "time-resets"},
    Personality{"uniview", "/media/video1", "odd-unauthorized-reason,sdp-connection-empty,sdp-audio-tracks"},
    Personality{"axis", "/axis-media/media.amp?videocodec=h264",
                "nonce-expires,sdp-origin-words,content-base-query,control-after-query"},
    Personality{"xm-h264dvr", "/user=viewer&channel=1&stream=0.sdp",
                "session-id-changes,rtp-info-absent,needs-all-tracks,sdp-rtpmap-blank,junk-sei"},
    Personality{"white-label", "/stream0",
                "cseq-other-case,cseq-trailing-blank,content-base-schemeless,session-blank-timeout,"
                "get-parameter-refused,sdp-rtpmap-blank,sdp-sprop-annex-b,annex-b-payload"},
    Personality{"unifi", "/s0", "sdp-fmtp-empty,huge-packets,counts-options"},
    Personality{"bosch-hanwha", "/profile2/media.smp",
                "sdp-connection-doubled,sdp-application-first,description-unended,report-future"},
    Personality{"flir", "/ch0", "never-marks,sdp-bare,no-rtcp"},
    Personality{"nvr", "/unicast/c1/s0/live", "one-session,time-jumps,stalls"},
};

}  // namespace

base::Result<Personality> find_personality(std::string_view name) {
    const auto* const found = std::ranges::find(kPersonalities, name, &Personality::name);
    if (found == kPersonalities.end()) {
        return base::Error{"no personality is called \"" + std::string(name) +
                           "\"; --list-personalities names them all"};
    }
    return *found;
}

std::string personality_list() {
    std::string list;
    for (const Personality& each : kPersonalities) {
        list.append(each.name).append("\t").append(each.quirks).append("\n");
    }
    return list;
}

}  // namespace cordon::bench
