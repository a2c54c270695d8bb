// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "pipelines/trusted/stream/stream_registry.hpp"
#include "pipelines/trusted/web/gateway_view.hpp"

namespace cordon::trusted::web {

// Two cameras and a status page, at a fixed moment: a hundred seconds after the monotonic clock's epoch.
struct GatewayFixture {
    static constexpr base::MonotonicTime kNow{std::chrono::seconds(100)};
    stream::StreamRegistry streams{
        {{"gate", "North \"gate\"", 1280, 720}, {"yard", "Yard \xc3\xa9", 640, 360}}};
    std::unique_ptr<boundary::PublisherStatus> status = std::make_unique<boundary::PublisherStatus>();
    std::vector<ThreadPulse> pulses;

    [[nodiscard]] GatewayView view() const {
        using namespace std::chrono_literals;
        const std::chrono::system_clock::time_point wall{std::chrono::seconds(1772373802)};
        return {.streams = streams,
                .status = *status,
                .pulses = pulses,
                .now = kNow,
                .wall_now = wall,
                .started = wall - 90s,
                .rtsp_port = 8554};
    }
    [[nodiscard]] stream::Stream& gate() const { return *streams.streams()[0]; }
};

}  // namespace cordon::trusted::web
