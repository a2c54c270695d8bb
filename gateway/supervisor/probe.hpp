// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"
#include "gateway/supervisor/camera_network.hpp"
#include "gateway/supervisor/camera_slot.hpp"
#include "gateway/supervisor/probe_findings.hpp"

namespace cordon::supervisor {

// Looks at one camera through the receiver and the decoder a gateway would give it, confined the same way,
// and without a publisher (decisions/0015). One thread, one session with the camera.
class Probe {
public:
    // `config` has exactly one camera. An Error when something the children need is missing.
    static base::Result<std::unique_ptr<Probe>> create(const Surroundings& surroundings,
                                                       config::GatewayConfig config);
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;

    // Calls the camera and watches its pictures for `time`. Goes on with what it has when `stopped` becomes
    // true. `say` is told what happens, in words for people.
    base::Result<ProbeFindings> look(std::chrono::seconds time,
                                     const std::function<void(std::string_view)>& say,
                                     const std::function<bool()>& stopped);

    // After look() has seen a picture: writes one, in the camera's own size and colours, to
    // `file` as PNG.
    base::Result<> take_snapshot(const std::string& file, const ProbeFindings& findings);

    // Takes leave of the camera; within two seconds.
    void end();

private:
    Probe(const Surroundings& surroundings, config::GatewayConfig config, OpenCameraNetwork network);
    // Lets the children go on for a moment.
    void step();

    Surroundings surroundings_;
    config::GatewayConfig config_;
    LaunchPlan plan_;
    OpenCameraNetwork network_;
    std::unique_ptr<boundary::PublishedCameraStatus> nothing_published_;
    base::MonotonicTime next_tick_;
    std::unique_ptr<CameraSlot> camera_;
};

}  // namespace cordon::supervisor
