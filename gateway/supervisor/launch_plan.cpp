// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/launch_plan.hpp"

#include "config/encoder_choice.hpp"
#include "gateway/base/invariant.hpp"
#include "gateway/boundary/decoder_arena.hpp"

namespace cordon::supervisor {
namespace {

void put(std::span<char> field, std::string_view text) {
    CORDON_INVARIANT(boundary::put_text(field, text), "a checked configuration fits the launch records");
}

std::uint32_t milliseconds(std::chrono::milliseconds time) {
    return static_cast<std::uint32_t>(time.count());
}

}  // namespace

boundary::Confinement LaunchPlan::confinement(std::size_t number) const {
    if (!one_user_each_) {
        return {};
    }
    const auto id = config_.uid_base + static_cast<std::uint32_t>(number);
    return {.uid = id, .gid = id};
}

boundary::ReceiverLaunchRecord LaunchPlan::receiver(std::size_t camera) const {
    const config::CameraConfig& config = config_.cameras.at(camera);
    boundary::ReceiverLaunchRecord record;
    record.confinement = confinement(2 * camera);
    record.port = config.source.port;
    record.address_family = config.source.address.family;
    record.address = config.source.address.bytes;
    put(record.url, config.source.url.reveal());
    put(record.username, config.username.reveal());
    put(record.password, config.password.reveal());
    record.largest_access_unit = config_.limits.largest_access_unit;
    record.replay_limit = config_.limits.replay_limit;
    record.silence_limit_ms = milliseconds(config.silence_limit);
    record.transport = static_cast<std::uint32_t>(config.transport);
    record.certificate_trust = static_cast<std::uint32_t>(config.certificate.trust);
    record.certificate_fingerprint = config.certificate.fingerprint;
    put(record.certificate_authority, config.certificate.authority);
    return record;
}

boundary::DecoderLaunchRecord LaunchPlan::decoder(std::size_t camera) const {
    const config::CameraConfig& config = config_.cameras.at(camera);
    boundary::DecoderLaunchRecord record;
    record.confinement = confinement(2 * camera + 1);
    boundary::put_geometry(record, config.picture);
    record.largest_access_unit = config_.limits.largest_access_unit;
    record.largest_picture = config_.limits.largest_picture;
    record.most_references = config_.limits.most_references;
    const auto arena = boundary::decoder_arena_bytes(record);
    CORDON_INVARIANT(arena.ok(), "the configuration's limits are ones a decoder can keep to");
    record.arena_bytes = arena.value();
    return record;
}

boundary::PublisherLaunchRecord LaunchPlan::publisher() const {
    boundary::PublisherLaunchRecord record;
    record.confinement = confinement(2 * std::size_t{boundary::kMostCameras});
    record.camera_count = static_cast<std::uint32_t>(config_.cameras.size());
    record.encoder_threads = config_.encoder_threads;
    record.keyframe_interval_ms = milliseconds(config_.keyframe_interval);
    record.rtsp_port = config_.rtsp_port;
    record.web_port = config_.web_port;
    put(record.listen_address, config_.listen_address);
    for (std::size_t i = 0; i < config_.cameras.size(); ++i) {
        const config::CameraConfig& config = config_.cameras[i];
        boundary::PublishedCamera& camera = record.cameras.at(i);
        put(camera.name, config.name);
        put(camera.title, config.title);
        boundary::put_geometry(camera, config.picture);
        camera.most_frames_per_second = config.most_frames_per_second;
        camera.encoder = static_cast<std::uint32_t>(config::encoder_for(config.encoder));
        camera.preset = static_cast<std::uint32_t>(config.preset);
        camera.quality = config.quality;
        camera.most_kilobits_per_second = config.most_kilobits_per_second;
        camera.noise_tolerance = config.noise_tolerance;
    }
    return record;
}

boundary::SnapshotLaunchRecord LaunchPlan::snapshot() const {
    boundary::SnapshotLaunchRecord record;
    record.confinement = confinement(2);
    boundary::put_geometry(record, config_.cameras.at(0).picture);
    return record;
}

}  // namespace cordon::supervisor
