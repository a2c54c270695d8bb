// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/supervisor.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

#include <unistd.h>

#include "gateway/sandbox/time_stamp_counter.hpp"
#include "gateway/supervisor/preconditions.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 1s;
constexpr auto kTenth = 100ms;  // looked at only while decoders are not given everything
constexpr auto kFirstStartPatience = 30s;
// While the first start is watched, and while everything ends.
constexpr auto kWatchful = 50ms;
constexpr std::string_view kLabel = "cordon";

// Of how many of them it is true.
template <typename Is>
std::size_t count(const std::vector<std::unique_ptr<CameraSlot>>& cameras, Is is) {
    return static_cast<std::size_t>(
        std::ranges::count_if(cameras, [is](const auto& camera) { return std::invoke(is, *camera); }));
}

}  // namespace

Supervisor::Supervisor(const Surroundings& surroundings, config::GatewayConfig config)
    : surroundings_(surroundings),
      config_(std::move(config)),
      plan_(config_, starts_children_with_privilege()),
      started_at_(surroundings.clock.now()),
      next_tick_(started_at_ + kTick) {}

base::Result<std::unique_ptr<Supervisor>> Supervisor::create(const Surroundings& surroundings,
                                                             config::GatewayConfig config) {
    std::unique_ptr<Supervisor> supervisor(new Supervisor(surroundings, std::move(config)));
    CORDON_TRY_VOID(supervisor->prepare());
    return supervisor;
}

base::Result<> Supervisor::prepare() {
    CORDON_TRY_VOID(check_programs(surroundings_.programs));
    CORDON_TRY_VOID(allow_descriptors_for(config_.cameras.size()));
    CORDON_TRY(decoder_clock_trapped_, sandbox::time_stamp_counter_traps());
    if (!decoder_clock_trapped_) {
        surroundings_.log.write(
            'W', kLabel,
            "this machine's processor ignores the trap on its time-stamp counter, as some "
            "virtual machines do: decoders can tell the time here. Every other layer holds");
    }
    if (starts_children_with_privilege()) {
        claim_users();
    }
    CORDON_TRY(network_, OpenCameraNetwork::create(config_.camera_network));
    CORDON_TRY(auto_pictures_, AutoPictures::create(config_, surroundings_.log));
    CORDON_TRY(status_server_, StatusServer::create(surroundings_.loop, config_.control_socket,
                                                    [this] { return to_json(status()); }));
    for (std::size_t i = 0; i < config_.cameras.size(); ++i) {
        CORDON_TRY(auto camera,
                   CameraSlot::create(surroundings_, plan_, config_.cameras[i], i, network_->place()));
        cameras_.push_back(std::move(camera));
    }
    publisher_ = std::make_unique<PublisherSlot>(surroundings_, plan_, [this] {
        std::vector<int> rings;
        std::ranges::transform(cameras_, std::back_inserter(rings),
                               [](const auto& camera) { return camera->ring_reader_fd(); });
        return rings;
    });
    return {};
}

void Supervisor::claim_users() {
    const UserRange range{.first = config_.uid_base, .count = kFirstProbeUser};
    if (const auto account = account_in(range)) {
        surroundings_.log.write('W', kLabel,
                                *account +
                                    " is among the users that children run as, and can end them: "
                                    "give uidBase a range nobody has");
    }
    users_.emplace(range);
    if (users_->is_contested()) {
        surroundings_.log.write('W', kLabel,
                                "another gateway on this machine uses the same users, so that the children "
                                "of one can end the other's: give each its own uidBase");
    }
}

// The publisher has the machine to itself until its ports are open: beside many cameras that all start at
// once it would get little of it, and nobody could see their pictures before.
base::Result<> Supervisor::start() {
    return auto_pictures_->should_wait(cameras_, 0s) ? start_cameras() : start_publisher();
}

base::Result<> Supervisor::start_cameras() {
    if (!std::exchange(cameras_started_, true)) {
        for (const auto& camera : cameras_) {
            CORDON_TRY_VOID(camera->start());
        }
    }
    return {};
}

base::Result<> Supervisor::start_publisher() {
    publisher_started_at_ = surroundings_.clock.now();
    return publisher_->start();
}

void Supervisor::step(std::chrono::nanoseconds patience) {
    surroundings_.loop.run_once(std::min(patience, next_due() - surroundings_.clock.now()));
    if (surroundings_.clock.now() >= next_tick_) {
        next_tick_ = surroundings_.clock.now() + kTick;
        tick();
    }
    if (decoding_share_.percent() < boundary::kWholeGroups && surroundings_.clock.now() >= next_tenth_) {
        next_tenth_ = surroundings_.clock.now() + kTenth;
        decoding_share_.sample(DecodingShare::Tenth{.sending = count(cameras_, &CameraSlot::is_sending),
                                                    .idle = tenths_.sample()});
        pass_on_decoding_share();
    }
    if (shutdown_) {
        shutdown_->act();
        return;
    }
    if (!was_ready_) {
        if (const auto outcome = watch_first_start(); !outcome.ok()) {
            failure_ = outcome.error();
            stop();
        }
    }
    for (const auto& camera : cameras_) {
        camera->act();
    }
    if (was_ready_) {
        publisher_->act();
    }
}

base::MonotonicTime Supervisor::next_due() const {
    const bool is_short = decoding_share_.percent() < boundary::kWholeGroups;
    auto due = is_short ? std::min(next_tick_, next_tenth_) : next_tick_;
    if (shutdown_ || !was_ready_) {
        due = std::min(due, surroundings_.clock.now() + kWatchful);
    }
    if (!shutdown_) {
        due = std::min(due, publisher_->due().value_or(due));
        for (const auto& camera : cameras_) {
            due = std::min(due, camera->due().value_or(due));
        }
    }
    return due;
}

void Supervisor::tick() {
    auto_pictures_->look(cameras_, publisher_started_at_.has_value());
    status_server_->tick();
    publisher_->tick();
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
        cameras_[i]->tick(publisher_->camera(i));
    }
    see_to_decoding_share();
}

void Supervisor::see_to_decoding_share() {
    decoding_share_.sample(DecodingShare::Second{.streaming = count(cameras_, &CameraSlot::is_streaming),
                                                 .late = count(cameras_, &CameraSlot::is_late),
                                                 .idle = idle_meter_.sample()});
    pass_on_decoding_share();
}

void Supervisor::pass_on_decoding_share() {
    for (const auto& camera : cameras_) {
        camera->set_decoding_share(decoding_share_.percent());
    }
}

// A publisher that cannot open its ports now will not later: the operator is still there and should be told.
base::Result<> Supervisor::watch_first_start() {
    const base::MonotonicTime now = surroundings_.clock.now();
    if (!publisher_started_at_) {
        auto_pictures_->look(cameras_, false);
        return auto_pictures_->should_wait(cameras_, now - started_at_) ? base::Result<>{}
                                                                        : start_publisher();
    }
    if (publisher_->is_ready()) {
        was_ready_ = true;
        surroundings_.log.write('I', kLabel,
                                "ready: " + std::to_string(cameras_.size()) + " cameras, RTSP on port " +
                                    std::to_string(config_.rtsp_port) + ", web on port " +
                                    std::to_string(config_.web_port));
        return start_cameras();
    }
    if (!publisher_->child().is_running()) {
        return base::Error{"the publisher ended before it had opened its ports; its log above says why"};
    }
    if (now - *publisher_started_at_ >= kFirstStartPatience) {
        return base::Error{"the publisher did not open its ports within " +
                           std::to_string(kFirstStartPatience.count()) + " seconds"};
    }
    return {};
}

void Supervisor::stop() {
    if (shutdown_) {
        shutdown_->hurry();
    } else {
        shutdown_.emplace(surroundings_.clock, cameras_, *publisher_);
    }
}

GatewayStatus Supervisor::status() const {
    GatewayStatus status;
    status.version = CORDON_VERSION;
    status.pid = static_cast<std::uint64_t>(::getpid());
    status.uptime_seconds = std::chrono::duration<double>(surroundings_.clock.now() - started_at_).count();
    status.rtsp_port = config_.rtsp_port;
    status.web_port = config_.web_port;
    status.publisher_state = publisher_->state();
    status.publisher_restarts = publisher_->child().restarts();
    status.publisher_pid = static_cast<std::uint64_t>(publisher_->child().pid());
    status.decoder_clock_trapped = decoder_clock_trapped_;
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
        status.cameras.push_back(cameras_[i]->status(publisher_->camera(i)));
    }
    return status;
}

}  // namespace cordon::supervisor
