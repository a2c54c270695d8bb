// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/gateway_config.hpp"
#include "gateway/base/clock.hpp"
#include "gateway/supervisor/auto_pictures.hpp"
#include "gateway/supervisor/camera_network.hpp"
#include "gateway/supervisor/camera_slot.hpp"
#include "gateway/supervisor/decoding_share.hpp"
#include "gateway/supervisor/idle_meter.hpp"
#include "gateway/supervisor/publisher_slot.hpp"
#include "gateway/supervisor/shutdown.hpp"
#include "gateway/supervisor/status_server.hpp"
#include "gateway/supervisor/users.hpp"

namespace cordon::supervisor {

// A running gateway: every camera's slot, the publisher's, and the status socket, on one thread and one event
// loop. What it needs of the machine is checked before the first child starts. When it goes, its children go.
class Supervisor {
public:
    // `surroundings` is copied, what it refers to borrowed. `config.control_socket` is not empty, nor, with a
    // camera whose picture is auto, `config.state_directory`.
    static base::Result<std::unique_ptr<Supervisor>> create(const Surroundings& surroundings,
                                                            config::GatewayConfig config);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    // Starts the publisher, and, once step() has seen its ports open, every camera; the other way round where
    // a camera's picture must be known first. An Error when one cannot be started at all: nothing here will
    // work then.
    base::Result<> start();

    // Waits for something to happen, at most `patience`, and does what is due.
    void step(std::chrono::nanoseconds patience);

    // Ends everything in order; the second call at once. Go on calling step().
    void stop();
    [[nodiscard]] bool has_stopped() const { return shutdown_ && shutdown_->is_over(); }

    // Why the gateway ended by itself, if so: the publisher never got ready.
    [[nodiscard]] const std::optional<base::Error>& failure() const { return failure_; }
    [[nodiscard]] GatewayStatus status() const;

private:
    Supervisor(const Surroundings& surroundings, config::GatewayConfig config);
    base::Result<> prepare();
    void claim_users();
    void tick();
    void see_to_decoding_share();
    void pass_on_decoding_share();
    base::Result<> start_publisher();
    base::Result<> start_cameras();
    base::Result<> watch_first_start();
    [[nodiscard]] base::MonotonicTime next_due() const;

    Surroundings surroundings_;
    config::GatewayConfig config_;
    LaunchPlan plan_;
    base::MonotonicTime started_at_;
    base::MonotonicTime next_tick_;
    base::MonotonicTime next_tenth_{};
    std::optional<base::MonotonicTime> publisher_started_at_;  // the first time
    bool decoder_clock_trapped_ = true;
    bool cameras_started_ = false;
    bool was_ready_ = false;
    std::optional<base::Error> failure_;
    std::optional<UserClaim> users_;
    std::optional<OpenCameraNetwork> network_;
    std::optional<AutoPictures> auto_pictures_;
    std::vector<std::unique_ptr<CameraSlot>> cameras_;
    std::unique_ptr<PublisherSlot> publisher_;
    IdleMeter idle_meter_;  // a tick's
    IdleMeter tenths_;
    DecodingShare decoding_share_;
    std::unique_ptr<StatusServer> status_server_;
    std::optional<Shutdown> shutdown_;
};

}  // namespace cordon::supervisor
