// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "pipelines/trusted/web/gateway_view.hpp"

namespace cordon::trusted::web {

// GET /api/streams: {"version", "rtspPort", "streams": [{"name", "title", "width", "height", "state",
// "since", "viewers"}]}, in the configuration's order.
[[nodiscard]] std::string streams_document(const GatewayView& view);

// GET /healthz: {"status", "threads": [{"name", "moving"}], "cameras": [{"name", "state"}]}. `healthy` when
// every thread moved within the last kLongestPause. A silent camera, or a slow one, is no fault of the
// gateway's: it is listed, and does not make it unhealthy.
struct Health {
    bool healthy = false;
    std::string document;
};
inline constexpr std::chrono::seconds kLongestPause{5};
[[nodiscard]] Health health_document(const GatewayView& view);

// GET /metrics: Prometheus text exposition format 0.0.4.
[[nodiscard]] std::string metrics_document(const GatewayView& view);

}  // namespace cordon::trusted::web
