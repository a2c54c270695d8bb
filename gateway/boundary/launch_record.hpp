// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/camera_facts.hpp"
#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::boundary {

// What the supervisor tells a child, once, before it starts: one fixed-size record in a sealed memory on
// descriptor 0. All a child knows of the world is in it. Records have no padding and are valid only as
// check() of each says.

// Descriptors every child has, by number.
inline constexpr int kLaunchRecordFd = 0;
inline constexpr int kLogFd = 2;
// cordon-receive
inline constexpr int kReceiverDescriptorChannelFd = 3;  // access-unit pipes arrive here, the first at once
inline constexpr int kReceiverStatusFd = 4;             // ReceiverStatus, writable
// cordon-decode
inline constexpr int kDecoderPipeFd = 3;  // access units, read end
inline constexpr int kDecoderRingFd = 4;  // the ring, writable
// cordon-publish
inline constexpr int kPublisherStatusFd = 3;     // PublisherStatus, writable
inline constexpr int kPublisherFirstRingFd = 4;  // camera i's ring, read-only, is kPublisherFirstRingFd + i

// cordon-snapshot
inline constexpr int kSnapshotFileFd = 3;  // an empty file, writable
inline constexpr int kSnapshotRingFd = 4;  // the ring, read-only

inline constexpr std::uint32_t kMostCameras = 256;
inline constexpr std::size_t kLongestCameraName = 63;

// The most a decoder's limits may be set to.
inline constexpr std::uint32_t kLargestPicture = 8192 * 8192;  // pixels
inline constexpr std::uint32_t kMostReferences = 16;           // what H.264 and H.265 themselves allow

// Zero-terminated text in a record.
template <std::size_t N>
using Text = std::array<char, N>;

// Says whether `text` fits with its terminator, and puts it there.
[[nodiscard]] bool put_text(std::span<char> field, std::string_view text);
// The text up to its terminator, or an Error when there is none.
base::Result<std::string_view> get_text(std::span<const char> field);

// How every child confines itself. `uid` and `gid` are what it becomes where it starts with privilege; 0
// means "stay the user you are", as in a user namespace of an ordinary user.
struct Confinement {
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
};

// Which ways a camera's packets may come: by UDP only where that is said, or left open.
enum class TransportPolicy : std::uint32_t { kAuto = 0, kTcp = 1, kUdp = 2, kMulticast = 3 };

// By what a camera's certificate is known, where it is spoken to inside TLS.
enum class CertificateTrust : std::uint32_t { kNone = 0, kFingerprint = 1, kAuthority = 2 };

struct ReceiverLaunchRecord {
    static constexpr std::uint32_t kMagic = 0x33524c43;  // "CLR3": format and version
    std::uint32_t magic = kMagic;
    Confinement confinement;
    std::uint16_t port = 0;
    std::uint16_t address_family = 0;  // 4 or 6
    std::array<std::uint8_t, 16>
        address{};     // network byte order; the first 4 bytes for IPv4. The one address, for ever.
    Text<1024> url{};  // rtsp:// request URL without user information; rtsps:// where there is TLS
    Text<128> username{};
    Text<256> password{};
    std::uint32_t largest_access_unit = 0;  // bytes
    std::uint32_t replay_limit = 0;         // bytes of the current group of pictures kept for a new decoder
    std::uint32_t silence_limit_ms = 0;     // without an access unit for so long: reconnect
    std::uint32_t transport = 0;            // TransportPolicy; kTcp where there is TLS
    std::uint32_t certificate_trust = 0;    // CertificateTrust; kNone: in clear
    CertificateFingerprint certificate_fingerprint{};  // kFingerprint: SHA-256
    Text<16384> certificate_authority{};               // kAuthority: certificates in PEM
};

struct DecoderLaunchRecord {
    static constexpr std::uint32_t kMagic = 0x32444c43;  // "CLD2"
    std::uint32_t magic = kMagic;
    Confinement confinement;
    std::uint32_t width = 0;  // the pinned geometry, pixels
    std::uint32_t height = 0;
    std::uint32_t largest_access_unit = 0;  // bytes
    std::uint32_t largest_picture = 0;      // pixels (width times height) a camera may send
    std::uint32_t most_references = 0;      // reference pictures a stream may ask for
    std::uint64_t colours = 0;      // Colours, the geometry's; as wide as this so that nothing is padded
    std::uint64_t arena_bytes = 0;  // all the heap there will ever be
};

enum class EncoderKind : std::uint32_t { kOpenH264 = 1, kX264 = 2 };

// What a stream is for: how much work its encoder puts into saving bits. See decision 0021.
enum class EncoderPreset : std::uint32_t { kLive = 1, kBalanced = 2, kArchive = 3 };

inline constexpr std::uint32_t kMostNoiseTolerance = 32;

struct PublishedCamera {
    Text<kLongestCameraName + 1> name{};  // [a-z0-9-], also the path of its streams
    Text<128> title{};                    // what people call it, UTF-8
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t colours = 0;  // Colours
    std::uint32_t most_frames_per_second =
        0;                      // above it frames are not taken: bounds what a lying ring can cost
    std::uint32_t encoder = 0;  // EncoderKind
    std::uint32_t preset = 0;   // EncoderPreset
    std::uint32_t quality = 0;  // constant-quality quantiser, 1 (best) to 51
    std::uint32_t most_kilobits_per_second = 0;
    std::uint32_t noise_tolerance =
        0;  // levels of 255, kMostNoiseTolerance at most; 0: pictures differ by any bit
};

struct PublisherLaunchRecord {
    static constexpr std::uint32_t kMagic = 0x33504c43;  // "CLP3"
    std::uint32_t magic = kMagic;
    Confinement confinement;
    std::uint32_t camera_count = 0;
    std::uint32_t encoder_threads = 0;
    std::uint32_t keyframe_interval_ms = 0;
    std::uint16_t rtsp_port = 0;
    std::uint16_t web_port = 0;
    Text<64> listen_address{};  // numeric, "0.0.0.0" or "::" for all
    std::array<PublishedCamera, kMostCameras> cameras{};
};

struct SnapshotLaunchRecord {
    static constexpr std::uint32_t kMagic = 0x32534c43;  // "CLS2"
    std::uint32_t magic = kMagic;
    Confinement confinement;
    std::uint32_t width = 0;  // the ring's geometry, pixels
    std::uint32_t height = 0;
    std::uint32_t colours = 0;  // Colours
};

static_assert(std::has_unique_object_representations_v<ReceiverLaunchRecord>);
static_assert(std::has_unique_object_representations_v<DecoderLaunchRecord>);
static_assert(std::has_unique_object_representations_v<PublisherLaunchRecord>);
static_assert(std::has_unique_object_representations_v<SnapshotLaunchRecord>);

// Whether every field holds what the supervisor may write; an Error names the first that does not.
base::Result<> check(const ReceiverLaunchRecord& record);
base::Result<> check(const DecoderLaunchRecord& record);
base::Result<> check(const PublisherLaunchRecord& record);
base::Result<> check(const SnapshotLaunchRecord& record);

// The geometry a record, or a camera in one, speaks of; an Error where it is none.
base::Result<FrameGeometry> geometry_in(std::uint32_t width, std::uint32_t height, std::uint64_t colours);
template <typename Record>
base::Result<FrameGeometry> geometry_of(const Record& record) {
    return geometry_in(record.width, record.height, record.colours);
}
template <typename Record>
void put_geometry(Record& record, const FrameGeometry& geometry) {
    record.width = geometry.width();
    record.height = geometry.height();
    record.colours = static_cast<std::uint32_t>(geometry.colours());
}

// The raw halves of write_launch_record and read_launch_record.
base::Result<base::UniqueFd> write_record_bytes(std::span<const std::byte> bytes);
base::Result<> read_record_bytes(int fd, std::span<std::byte> bytes);

// A sealed memory that holds `record`, to become a child's kLaunchRecordFd.
template <typename Record>
base::Result<base::UniqueFd> write_launch_record(const Record& record) {
    CORDON_TRY_VOID(check(record));
    return write_record_bytes(std::as_bytes(std::span(&record, 1)));
}

// This program's record, checked. Closes `fd`.
template <typename Record>
base::Result<> read_launch_record(int fd, Record& record) {
    CORDON_TRY_VOID(read_record_bytes(fd, std::as_writable_bytes(std::span(&record, 1))));
    return check(record);
}

}  // namespace cordon::boundary
