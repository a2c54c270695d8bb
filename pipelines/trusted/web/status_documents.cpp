// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/status_documents.hpp"

#include "pipelines/trusted/web/json_text.hpp"

namespace cordon::trusted::web {
namespace {

// Whether what happened last at `last_ns` of the monotonic clock is longer ago than anything may pause.
bool is_overdue(std::uint64_t last_ns, base::MonotonicTime now) {
    const std::uint64_t now_ns = base::to_nanoseconds(now);
    constexpr std::uint64_t kLongest = std::chrono::nanoseconds(kLongestPause).count();
    return now_ns > last_ns && now_ns - last_ns > kLongest;
}

}  // namespace

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
        const bool moving = !is_overdue(base::to_nanoseconds(pulse.last_turn()), view.now);
        health.healthy = health.healthy && moving;
        threads += (threads.empty() ? "" : ",");
        threads +=
            "{\"name\":" + json_string(pulse.name) + ",\"moving\":" + (moving ? "true" : "false") + "}";
    }
    std::string cameras;
    for (std::size_t i = 0; i < view.streams.streams().size(); ++i) {
        const stream::Stream& stream = *view.streams.streams()[i];
        // The pump calls a silent camera stale within a second: one that stays live without pictures says
        // that the pump itself hangs.
        const bool live = is_live(stream.state());
        const bool hung = live && is_overdue(view.status.cameras[i].last_frame_ns, view.now);
        health.healthy = health.healthy && !hung;
        cameras += (cameras.empty() ? "" : ",");
        cameras += "{\"name\":" + json_string(stream.info().name) +
                   ",\"state\":" + json_string(hung ? "hung" : state_word(stream.state())) + "}";
    }
    health.document = "{\"status\":" + json_string(health.healthy ? "ok" : "hung") + ",\"threads\":[" +
                      threads + "],\"cameras\":[" + cameras + "]}\n";
    return health;
}

}  // namespace cordon::trusted::web
