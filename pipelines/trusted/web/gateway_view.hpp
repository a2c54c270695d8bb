// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/status_page.hpp"
#include "pipelines/trusted/stream/stream_registry.hpp"

namespace cordon::trusted::web {

// A thread of this process that must keep moving, and when it last said that it does.
struct ThreadPulse {
    std::string name;
    std::function<base::MonotonicTime()> last_turn;  // callable from any thread
};

// All that the web server's answers are made from, at one moment. Borrows.
struct GatewayView {
    const stream::StreamRegistry& streams;
    const boundary::PublisherStatus& status;  // cameras in the registry's order
    std::span<const ThreadPulse> pulses;
    base::MonotonicTime now;
    std::chrono::system_clock::time_point wall_now;  // the same moment
    std::chrono::system_clock::time_point started;
    std::uint16_t rtsp_port = 0;
};

}  // namespace cordon::trusted::web
