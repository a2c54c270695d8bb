// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe.hpp"

#include <utility>

#include "gateway/supervisor/picture_pins.hpp"
#include "gateway/supervisor/probe_watch.hpp"
#include "gateway/supervisor/snapshot_child.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr auto kStep = 20ms;
constexpr auto kTick = 1s;
constexpr auto kGrace = 2s;
// A new decoder gets the pictures since the last keyframe at once, or has to wait for the next.
constexpr auto kPatienceForNewDecoder = 15s;

}  // namespace

Probe::Probe(const Surroundings& surroundings, config::GatewayConfig config, OpenCameraNetwork network)
    : surroundings_(surroundings),
      config_(std::move(config)),
      plan_(config_, starts_children_with_privilege()),
      network_(std::move(network)),
      nothing_published_(std::make_unique<boundary::PublishedCameraStatus>()),
      next_tick_(surroundings.clock.now() + kTick) {}

base::Result<std::unique_ptr<Probe>> Probe::create(const Surroundings& surroundings,
                                                   config::GatewayConfig config) {
    CORDON_INVARIANT(config.cameras.size() == 1, "a probe is of one camera");
    CORDON_TRY(auto network, OpenCameraNetwork::create(config.camera_network));
    std::unique_ptr<Probe> probe(new Probe(surroundings, std::move(config), std::move(network)));
    CORDON_TRY(probe->camera_, CameraSlot::create(surroundings, probe->plan_, probe->config_.cameras[0], 0,
                                                  probe->network_.place()));
    return probe;
}

void Probe::step() {
    surroundings_.loop.run_once(kStep);
    if (surroundings_.clock.now() >= next_tick_) {
        next_tick_ = surroundings_.clock.now() + kTick;
        camera_->tick({.camera = *nothing_published_, .is_serving = false});
    }
    camera_->act();
}

base::Result<ProbeFindings> Probe::look(std::chrono::seconds time,
                                        const std::function<void(std::string_view)>& say,
                                        const std::function<bool()>& stopped) {
    ProbeWatch watch(surroundings_.clock.now(), time);
    CORDON_TRY_VOID(camera_->start());
    while (!stopped() && !watch.is_over(surroundings_.clock.now())) {
        step();
        if (const auto seen = camera_->observe()) {
            if (const auto news = watch.look(*seen, surroundings_.clock.now())) {
                say(*news);
            }
        }
    }
    return watch.findings();
}

base::Result<> Probe::take_snapshot(const std::string& file, const ProbeFindings& findings) {
    config::CameraConfig& config = config_.cameras[0];
    const auto picture = picture_to_pin(findings.camera_width, findings.camera_height,
                                        findings.camera_colours.value_or(boundary::Colours::kBt709),
                                        config.encoder, config_.limits.largest_picture);
    if (std::exchange(config.picture, picture) != picture) {
        CORDON_TRY_VOID(camera_->renew_ring());
    }
    const auto deadline = surroundings_.clock.now() + kPatienceForNewDecoder;
    const auto has_pictures = [this] {
        const auto seen = camera_->observe();
        return seen && seen->frames > 0;
    };
    while (!has_pictures() && surroundings_.clock.now() < deadline) {
        step();
    }
    CORDON_TRY(auto snapshot, SnapshotChild::start(surroundings_.programs, plan_.snapshot(),
                                                   camera_->ring_reader_fd(), file));
    while (!snapshot.has_ended()) {
        step();
    }
    return snapshot.finish();
}

void Probe::end() {
    camera_->stop_replacing();
    camera_->decoder().kill();
    camera_->receiver().terminate();
    const auto deadline = surroundings_.clock.now() + kGrace;
    while (camera_->receiver().is_running() && surroundings_.clock.now() < deadline) {
        step();
    }
    camera_->receiver().kill();
}

}  // namespace cordon::supervisor
