// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include "config/gateway_config.hpp"
#include "gateway/supervisor/camera_slot.hpp"
#include "gateway/supervisor/log_output.hpp"
#include "gateway/supervisor/picture_pins.hpp"

namespace cordon::supervisor {

// Gives each camera with `picture: auto` its size and colours (decisions/0015, 0026): the pinned one, else
// what its own confined decoder finds when the camera is first seen, which is then pinned. A ring has both
// for good, so they can be had in this run only while no publisher has the ring: the publisher's first start
// waits for it, a little. What is found later is pinned, and used from the next start. One thread.
class AutoPictures {
public:
    // How long the first start may wait for a camera that is on its way, and for one that is in trouble.
    static constexpr std::chrono::seconds kPatience{10};
    static constexpr std::chrono::seconds kPatienceInTrouble{3};

    // Puts what is pinned into `config`, which is borrowed, as is `log`. An Error when there is a camera with
    // `picture: auto` and no state directory can be had.
    static base::Result<AutoPictures> create(config::GatewayConfig& config, LogOutput& log);

    // Pins what the cameras show by now; `cameras` in the configuration's order. `rings_are_read`: the
    // publisher has them.
    void look(const std::vector<std::unique_ptr<CameraSlot>>& cameras, bool rings_are_read);

    // Whether the publisher's first start should wait on, `waited` after the cameras' start.
    [[nodiscard]] bool should_wait(const std::vector<std::unique_ptr<CameraSlot>>& cameras,
                                   std::chrono::nanoseconds waited) const;

private:
    AutoPictures(config::GatewayConfig& config, LogOutput& log);
    void pin(std::size_t number, CameraSlot& camera, const CameraObservation& seen, bool ring_is_read);

    config::GatewayConfig* config_;
    LogOutput* log_;
    PicturePins pins_;
    std::vector<std::size_t> unknown_;  // cameras, by number
};

}  // namespace cordon::supervisor
