// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/launch_record.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include <unistd.h>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

base::Error wrong(std::string_view field) {
    return base::Error{"launch record: " + std::string(field) +
                       " is not what this version's supervisor writes"};
}

base::Result<> check_camera(const PublishedCamera& camera) {
    CORDON_TRY(const auto name, get_text(camera.name));
    CORDON_TRY_VOID(get_text(camera.title));
    CORDON_TRY_VOID(geometry_of(camera));
    const bool known_encoder = camera.encoder == static_cast<std::uint32_t>(EncoderKind::kOpenH264) ||
                               camera.encoder == static_cast<std::uint32_t>(EncoderKind::kX264);
    const bool known_preset = camera.preset >= static_cast<std::uint32_t>(EncoderPreset::kLive) &&
                              camera.preset <= static_cast<std::uint32_t>(EncoderPreset::kArchive);
    if (name.empty() || camera.most_frames_per_second == 0 || !known_encoder || !known_preset ||
        camera.quality == 0 || camera.quality > 51 || camera.most_kilobits_per_second == 0 ||
        camera.noise_tolerance > kMostNoiseTolerance) {
        return wrong("a camera");
    }
    return {};
}

}  // namespace

bool put_text(std::span<char> field, std::string_view text) {
    if (text.size() >= field.size() || text.find('\0') != std::string_view::npos) {
        return false;
    }
    std::ranges::fill(field, '\0');
    std::ranges::copy(text, field.begin());
    return true;
}

base::Result<std::string_view> get_text(std::span<const char> field) {
    const auto end = std::ranges::find(field, '\0');
    if (end == field.end()) {
        return wrong("a text");
    }
    return std::string_view(field.data(), static_cast<std::size_t>(end - field.begin()));
}

base::Result<> check(const ReceiverLaunchRecord& record) {
    CORDON_TRY(const auto url, get_text(record.url));
    CORDON_TRY_VOID(get_text(record.username));
    CORDON_TRY_VOID(get_text(record.password));
    CORDON_TRY(const auto authority, get_text(record.certificate_authority));
    const auto trust = static_cast<CertificateTrust>(record.certificate_trust);
    const bool secured = trust != CertificateTrust::kNone;
    if (trust > CertificateTrust::kAuthority ||
        (trust == CertificateTrust::kAuthority) == authority.empty() ||
        !url.starts_with(secured ? "rtsps://" : "rtsp://") ||
        (secured && record.transport != static_cast<std::uint32_t>(TransportPolicy::kTcp))) {
        return wrong("a receiver's way to its camera");
    }
    const bool known_family = record.address_family == 4 || record.address_family == 6;
    if (record.magic != ReceiverLaunchRecord::kMagic || record.port == 0 || !known_family ||
        record.transport > static_cast<std::uint32_t>(TransportPolicy::kMulticast) ||
        record.largest_access_unit == 0 || record.silence_limit_ms == 0) {
        return wrong("a receiver's field");
    }
    return {};
}

base::Result<> check(const DecoderLaunchRecord& record) {
    CORDON_TRY_VOID(geometry_of(record));
    if (record.magic != DecoderLaunchRecord::kMagic || record.largest_access_unit == 0 ||
        record.largest_picture == 0 || record.largest_picture > kLargestPicture ||
        record.most_references == 0 || record.most_references > kMostReferences || record.arena_bytes == 0) {
        return wrong("a decoder's field");
    }
    return {};
}

base::Result<> check(const PublisherLaunchRecord& record) {
    CORDON_TRY_VOID(get_text(record.listen_address));
    if (record.magic != PublisherLaunchRecord::kMagic || record.camera_count > kMostCameras ||
        record.encoder_threads == 0 || record.keyframe_interval_ms == 0 || record.rtsp_port == 0 ||
        record.web_port == 0) {
        return wrong("a publisher's field");
    }
    for (std::uint32_t i = 0; i < record.camera_count; ++i) {
        CORDON_TRY_VOID(check_camera(record.cameras[i]));
    }
    return {};
}

base::Result<> check(const SnapshotLaunchRecord& record) {
    CORDON_TRY_VOID(geometry_of(record));
    if (record.magic != SnapshotLaunchRecord::kMagic) {
        return wrong("a snapshot's field");
    }
    return {};
}

base::Result<FrameGeometry> geometry_in(std::uint32_t width, std::uint32_t height, std::uint64_t colours) {
    const auto known = colours_numbered(colours);
    if (!known) {
        return wrong("a picture's colours");
    }
    return FrameGeometry::create(width, height, *known);
}

base::Result<base::UniqueFd> write_record_bytes(std::span<const std::byte> bytes) {
    CORDON_TRY(auto memory, create_sealed_memory("cordon-launch", bytes.size()));
    if (::pwrite(memory.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        return base::Error::from_errno("write a launch record");
    }
    return open_read_only(memory);
}

base::Result<> read_record_bytes(int fd, std::span<std::byte> bytes) {
    base::UniqueFd memory(fd);
    if (auto sealed = check_sealed(memory.get(), bytes.size()); !sealed.ok()) {
        return base::Error{"descriptor " + std::to_string(fd) + " is no launch record (" +
                           sealed.error().message +
                           "); this program is started by 'cordon run', not by hand"};
    }
    if (::pread(memory.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        return base::Error::from_errno("read the launch record");
    }
    return {};
}

}  // namespace cordon::boundary
