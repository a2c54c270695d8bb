// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/status_documents.hpp"

#include "pipelines/trusted/web/json_text.hpp"

namespace cordon::trusted::web {
std::string streams_document(const GatewayView& view) {
    std::string out = "{\"version\":" + json_string(CORDON_VERSION) +
                      ",\"rtspPort\":" + std::to_string(view.rtsp_port) + ",\"streams\":[";
    const char* separator = "";
    for (const auto& stream : view.streams.streams()) {
        const stream::StreamInfo& info = stream->info();
        out += separator;
        out += "{\"name\":" + json_string(info.name) + ",\"title\":" + json_string(info.title) +
               ",\"width\":" + std::to_string(info.width) + ",\"height\":" + std::to_string(info.height) +
               ",\"state\":" + json_string(state_word(stream->state())) +
               ",\"since\":" + json_moment(stream->state_since(), view.now, view.wall_now) +
               ",\"viewers\":" + std::to_string(stream->viewer_count()) + "}";
        separator = ",";
    }
    return out + "]}\n";
}

Health health_document(const GatewayView& view) {
    Health health{true, {}};
    std::string threads;
    for (const ThreadPulse& pulse : view.pulses) {
        const bool moving = view.now - pulse.last_turn() <= kLongestPause;
        health.healthy = health.healthy && moving;
        threads += (threads.empty() ? "" : ",");
        threads +=
            "{\"name\":" + json_string(pulse.name) + ",\"moving\":" + (moving ? "true" : "false") + "}";
    }
    std::string cameras;
    for (const auto& stream : view.streams.streams()) {
        cameras += (cameras.empty() ? "" : ",");
        cameras += "{\"name\":" + json_string(stream->info().name) +
                   ",\"state\":" + json_string(state_word(stream->state())) + "}";
    }
    health.document = "{\"status\":" + json_string(health.healthy ? "ok" : "hung") + ",\"threads\":[" +
                      threads + "],\"cameras\":[" + cameras + "]}\n";
    return health;
}

}  // namespace cordon::trusted::web
