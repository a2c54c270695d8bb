// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/publisher.hpp"

#include <string>
#include <utility>

#include "gateway/base/unique_fd.hpp"

namespace cordon::trusted::publish {

base::Result<> Publisher::add_camera(const boundary::PublishedCamera& camera, int ring_fd, Parts& parts) {
    const base::UniqueFd ring(ring_fd);
    CORDON_TRY(const auto name, boundary::get_text(camera.name));
    CORDON_TRY(const auto title, boundary::get_text(camera.title));
    CORDON_TRY(const auto geometry, boundary::geometry_of(camera));
    CORDON_TRY(auto reader, boundary::RingReader::create(ring.get(), geometry));
    const encode::EncoderSettings settings{.kind = static_cast<boundary::EncoderKind>(camera.encoder),
                                           .preset = static_cast<boundary::EncoderPreset>(camera.preset),
                                           .quality = camera.quality,
                                           .most_kilobits_per_second = camera.most_kilobits_per_second,
                                           .most_frames_per_second = camera.most_frames_per_second};
    CORDON_TRY(auto encoder, encode::H264Encoder::create(settings, geometry));
    parts.infos.push_back({std::string(name), std::string(title), camera.width, camera.height});
    parts.rings.push_back(std::move(reader));
    parts.most_frames_per_second.push_back(camera.most_frames_per_second);
    parts.noise_tolerances.push_back(camera.noise_tolerance);
    parts.encoders.push_back(std::move(encoder));
    return {};
}

base::Result<std::unique_ptr<Publisher>> Publisher::create(const boundary::PublisherLaunchRecord& record) {
    CORDON_TRY(auto status, Status::create(boundary::kPublisherStatusFd));
    Parts parts;
    for (std::uint32_t i = 0; i < record.camera_count; ++i) {
        const int ring_fd = boundary::kPublisherFirstRingFd + static_cast<int>(i);
        if (auto added = add_camera(record.cameras[i], ring_fd, parts); !added.ok()) {
            return base::Error{"camera " + std::to_string(i) + " (" + record.cameras[i].name.data() +
                               "): " + added.error().message};
        }
    }
    return std::unique_ptr<Publisher>(new Publisher(std::move(parts), std::move(status), record));
}

Publisher::Publisher(Parts parts, Status status, const boundary::PublisherLaunchRecord& record)
    : status_(std::move(status)),
      streams_(std::move(parts.infos)),
      rings_(std::move(parts.rings)),
      pump_(sources(parts), std::chrono::milliseconds(record.keyframe_interval_ms), *status_, clock_),
      poller_(polled(parts), pump_, clock_),
      encoder_threads_(record.encoder_threads) {}

std::vector<FramePump::Source> Publisher::sources(Parts& parts) {
    std::vector<FramePump::Source> made;
    for (std::size_t i = 0; i < rings_.size(); ++i) {
        made.push_back({&rings_[i], std::move(parts.encoders[i]), streams_.streams()[i].get(),
                        parts.noise_tolerances[i]});
    }
    return made;
}

std::vector<RingPoller::Ring> Publisher::polled(const Parts& parts) const {
    std::vector<RingPoller::Ring> made;
    for (std::size_t i = 0; i < rings_.size(); ++i) {
        made.push_back({&rings_[i], parts.most_frames_per_second[i]});
    }
    return made;
}

Publisher::~Publisher() {
    stopping_ = true;
    if (poller_thread_.joinable()) {
        poller_thread_.join();
    }
}

void Publisher::start() {
    note_poll();
    pump_.start(encoder_threads_);
    poller_thread_ = std::thread([this] { poll_until_stopped(); });
}

void Publisher::note_poll() {
    status_->last_poll_ns.store(base::to_nanoseconds(clock_.now()), std::memory_order_relaxed);
}

void Publisher::poll_until_stopped() {
    while (!stopping_) {
        const base::MonotonicTime next = poller_.poll();
        pump_.tick();
        note_poll();
        std::this_thread::sleep_until(next);
    }
}

}  // namespace cordon::trusted::publish
