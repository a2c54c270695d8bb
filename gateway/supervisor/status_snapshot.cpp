// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/status_snapshot.hpp"

#include <type_traits>

#include <nlohmann/json.hpp>

namespace cordon::supervisor {
namespace {

using Json = nlohmann::ordered_json;

// Names each field once, for both ways. `visit(key, member)`.
template <typename Status, typename Visit>
void visit_camera(Status& status, Visit visit) {
    visit("name", status.name);
    visit("title", status.title);
    visit("state", status.state);
    visit("stateSeconds", status.state_seconds);
    visit("reason", status.reason);
    visit("advice", status.advice);
    visit("nextTrySeconds", status.next_try_seconds);
    visit("transport", status.transport);
    visit("authentication", status.authentication);
    visit("oddities", status.oddities);
    visit("keyframeIntervalMs", status.keyframe_interval_ms);
    visit("codec", status.codec);
    visit("cameraWidth", status.camera_width);
    visit("cameraHeight", status.camera_height);
    visit("cameraColours", status.camera_colours);
    visit("width", status.width);
    visit("height", status.height);
    visit("colours", status.colours);
    visit("framesInPerSecond", status.frames_in_per_second);
    visit("framesOutPerSecond", status.frames_out_per_second);
    visit("framesShownPerSecond", status.frames_shown_per_second);
    visit("lastFrameAgeMs", status.last_frame_age_ms);
    visit("viewers", status.viewers);
    visit("latencyP50Us", status.latency_p50_us);
    visit("latencyP99Us", status.latency_p99_us);
    visit("receiverRestarts", status.receiver_restarts);
    visit("decoderRestarts", status.decoder_restarts);
    visit("malformed", status.malformed);
    visit("receiverPid", status.receiver_pid);
    visit("decoderPid", status.decoder_pid);
    visit("sessions", status.sessions);
    visit("accessUnits", status.access_units);
    visit("lostPackets", status.lost_packets);
    visit("accessUnitsDropped", status.access_units_dropped);
    visit("framesDecoded", status.frames_decoded);
    visit("damaged", status.damaged);
    visit("framesWithheld", status.frames_withheld);
    visit("framesIn", status.frames_in);
    visit("framesOut", status.frames_out);
    visit("framesUnchanged", status.frames_unchanged);
    visit("framesLost", status.frames_lost);
    visit("framesSkipped", status.frames_skipped);
    visit("bytesOut", status.bytes_out);
}

template <typename Status, typename Visit>
void visit_gateway(Status& status, Visit visit) {
    visit("version", status.version);
    visit("pid", status.pid);
    visit("uptimeSeconds", status.uptime_seconds);
    visit("rtspPort", status.rtsp_port);
    visit("webPort", status.web_port);
    visit("publisherState", status.publisher_state);
    visit("publisherRestarts", status.publisher_restarts);
    visit("publisherPid", status.publisher_pid);
    visit("decoderClockTrapped", status.decoder_clock_trapped);
}

struct Writer {
    Json& json;
    void operator()(const char* key, const std::optional<std::uint64_t>& value) const {
        json[key] = value ? Json(*value) : Json(nullptr);
    }
    template <typename T>
    void operator()(const char* key, const T& value) const {
        json[key] = value;
    }
};

struct Reader {
    const Json& json;
    void operator()(const char* key, std::optional<std::uint64_t>& value) const {
        const Json& found = json.at(key);
        value = found.is_null() ? std::nullopt : std::optional(found.get<std::uint64_t>());
    }
    template <typename T>
    void operator()(const char* key, T& value) const {
        json.at(key).get_to(value);
    }
};

}  // namespace

std::string to_json(const GatewayStatus& status) {
    Json json;
    visit_gateway(status, Writer{json});
    json["cameras"] = Json::array();
    for (const CameraStatus& camera : status.cameras) {
        Json entry;
        visit_camera(camera, Writer{entry});
        json["cameras"].push_back(std::move(entry));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<GatewayStatus> parse_status(std::string_view text) {
    GatewayStatus status;
    try {
        const Json json = Json::parse(text);
        visit_gateway(status, Reader{json});
        for (const Json& entry : json.at("cameras")) {
            visit_camera(status.cameras.emplace_back(), Reader{entry});
        }
    } catch (const Json::exception&) {
        return base::Error{"what answers there is no gateway of this version"};
    }
    return status;
}

}  // namespace cordon::supervisor
