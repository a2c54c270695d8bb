// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "gateway/base/mapped_region.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/camera_facts.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/ring_layout.hpp"
#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {

// What a child says of itself: counters and enumerations in a page of its own, which the supervisor polls
// read-only. There is no message to parse. Every value is that child's claim; the supervisor only shows it.

// Why a camera gives no picture, as its receiver sees it. A closed list: no word of a camera's comes up.
enum class ReceiverState : std::uint64_t {
    kStarting = 0,
    kConnecting = 1,
    kStreaming = 2,
    kUnreachable = 3,  // nothing answers at the address
    kRefused = 4,      // the address answers, and refuses
    kAuthenticationFailed = 5,
    kNotFound = 6,  // 404 and its kin: the path is wrong
    kUnsupportedCodec = 7,
    kNoFrames = 8,       // the session is up, nothing comes
    kProtocolError = 9,  // what it says is not RTSP we understand
    kDisconnected = 10,  // it closed the connection
    kLockedOut = 11,     // it refuses us for a while, after passwords it did not take
    kSessionLimit = 12,  // it has no session free (453, 503)
    kRedirected = 13,    // it sends us elsewhere, where we never go
    kNoTransport = 14,   // it sends no way that is allowed
    kFrozen = 15,        // pictures come, and all are the same
    kUntrusted = 16,     // it shows another certificate than the one that is trusted
};
inline constexpr std::uint64_t kReceiverStates = 17;

struct ReceiverStatus {
    SharedWord state;           // ReceiverState
    SharedWord state_since_ns;  // CLOCK_MONOTONIC
    SharedWord codec;           // VideoCodec, 0 while unknown
    SharedWord access_units;
    SharedWord bytes;           // of RTP payload
    SharedWord dropped;         // access units the decoder was too slow for
    SharedWord late;            // those that found it behind, dropped or not
    SharedWord lost_packets;    // by RTP sequence number
    SharedWord sessions;        // RTSP sessions begun
    SharedWord transport;       // CameraTransport of the session that plays or played last
    SharedWord authentication;  // CameraAuthentication, likewise
    SharedWord oddities;        // CameraOddity, of all sessions together
    std::array<SharedWord, 4>
        certificate;  // CertificateFingerprint it showed last, bytes in order of memory; else 0
    SharedWord keyframe_interval_ms;  // between the last two keyframes, 0 while unknown
    SharedWord next_try_ns;  // CLOCK_MONOTONIC when the camera is called again, 0 while a session runs
    SharedWord beats;        // one a second, while it does anything at all
    // CLOCK_MONOTONIC since when the decoder has not taken what it was sent, 0 where it has; as of the newest
    // access unit.
    SharedWord untaken_since_ns;
};

struct PublishedCameraStatus {
    SharedWord frames_in;         // seen in the ring
    SharedWord frames_out;        // encoded
    SharedWord frames_unchanged;  // the same as the one on air: not encoded again
    SharedWord frames_changed;    // differ from the one before, by any bit
    SharedWord frames_lost;       // overwritten or torn before they were copied
    SharedWord frames_skipped;    // a newer one took their place
    SharedWord bytes_out;
    SharedWord viewers;         // now
    SharedWord last_frame_ns;   // CLOCK_MONOTONIC, 0 before the first
    SharedWord latency_p50_us;  // last packet in to first byte out, over the last 10 s
    SharedWord latency_p99_us;
};

struct PublisherStatus {
    SharedWord ready;         // 1 once the ports are open
    SharedWord last_poll_ns;  // CLOCK_MONOTONIC when the rings were last looked at
    std::array<PublishedCameraStatus, kMostCameras> cameras;
};

// A page as the supervisor makes it.
template <typename Status>
struct StatusPage {
    base::UniqueFd writer;      // for the child
    base::MappedRegion region;  // for the supervisor, read-only

    static base::Result<StatusPage> create() {
        CORDON_TRY(auto writer, create_sealed_memory("cordon-status", sizeof(Status)));
        CORDON_TRY(auto region, base::MappedRegion::create(writer.get(), sizeof(Status),
                                                           base::MappedRegion::Access::kReadOnly));
        return StatusPage{std::move(writer), std::move(region)};
    }
    [[nodiscard]] const Status& read() const { return *reinterpret_cast<const Status*>(region.data()); }
};

// The same page as its child writes it.
template <typename Status>
class StatusWriter {
public:
    // Maps and closes `fd`.
    static base::Result<StatusWriter> create(int fd) {
        const base::UniqueFd page(fd);
        CORDON_TRY_VOID(check_sealed(page.get(), sizeof(Status)));
        CORDON_TRY(auto region, base::MappedRegion::create(page.get(), sizeof(Status),
                                                           base::MappedRegion::Access::kReadWrite));
        return StatusWriter(std::move(region));
    }
    [[nodiscard]] Status& operator*() const { return *reinterpret_cast<Status*>(region_.data()); }
    [[nodiscard]] Status* operator->() const { return &**this; }

private:
    explicit StatusWriter(base::MappedRegion region) : region_(std::move(region)) {}
    base::MappedRegion region_;
};

}  // namespace cordon::boundary
