// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipelines/trusted/web/gateway_view.hpp"
#include "pipelines/trusted/web/stream_hub.hpp"

namespace cordon::trusted::web {

// What every connection of the web server works with. Made before the server starts and fixed from then on;
// used on its thread.
struct WebContext {
    const stream::StreamRegistry& streams;
    const boundary::PublisherStatus& status;
    std::vector<ThreadPulse> pulses;
    std::uint16_t rtsp_port = 0;
    std::chrono::system_clock::time_point started = std::chrono::system_clock::now();
    std::map<std::string, std::unique_ptr<StreamHub>> hubs = {};  // by camera

    [[nodiscard]] GatewayView view() const {
        return {.streams = streams,
                .status = status,
                .pulses = pulses,
                .now = base::MonotonicClock().now(),
                .wall_now = std::chrono::system_clock::now(),
                .started = started,
                .rtsp_port = rtsp_port};
    }
};

// One connection's place among the most there may be. Gives it back when the connection ends, whatever it
// has become.
class ConnectionPlace {
public:
    explicit ConnectionPlace(std::shared_ptr<std::atomic<std::size_t>> taken) : taken_(std::move(taken)) {
        ++*taken_;
    }
    ConnectionPlace(ConnectionPlace&&) noexcept = default;
    ConnectionPlace& operator=(ConnectionPlace&&) = delete;
    ~ConnectionPlace() {
        if (taken_ != nullptr) {
            --*taken_;
        }
    }

private:
    std::shared_ptr<std::atomic<std::size_t>> taken_;
};

}  // namespace cordon::trusted::web
