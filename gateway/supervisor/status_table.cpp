// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/status_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "gateway/supervisor/printable.hpp"
#include "gateway/supervisor/state_words.hpp"

namespace cordon::supervisor {
namespace {

using Row = std::vector<std::string>;

std::string tenths(double value) {
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.1f", std::clamp(value, 0.0, 1e9));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string duration(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::clamp(seconds, 0.0, 1e12));
    if (whole < 60) {
        return std::to_string(whole) + " s";
    }
    if (whole < 3600) {
        return std::to_string(whole / 60) + " min";
    }
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string age(const std::optional<std::uint64_t>& milliseconds) {
    if (!milliseconds) {
        return "-";
    }
    return *milliseconds < 1000 ? std::to_string(*milliseconds) + " ms"
                                : duration(static_cast<double>(*milliseconds) / 1000);
}

std::string size(std::uint64_t width, std::uint64_t height) {
    return width == 0 || height == 0 ? "?" : std::to_string(width) + "x" + std::to_string(height);
}

std::string latency(const CameraStatus& camera) {
    if (camera.latency_p99_us == 0) {
        return "-";
    }
    return tenths(static_cast<double>(camera.latency_p50_us) / 1000) + " / " +
           tenths(static_cast<double>(camera.latency_p99_us) / 1000);
}

std::string whole(double per_second) {
    return std::to_string(std::lround(std::clamp(per_second, 0.0, 1e9)));
}

std::string state(const CameraStatus& camera) {
    const std::string words(words_of(camera.state).words);
    return camera.state == "overloaded" ? words + ": " + whole(camera.frames_shown_per_second) + " of " +
                                              whole(camera.frames_in_per_second) + " frames/s"
                                        : words;
}

// Pictures encoded, and how many more were the same as the one before.
std::string pictures(const CameraStatus& camera) {
    const double unchanged = camera.frames_shown_per_second - camera.frames_out_per_second;
    return tenths(camera.frames_out_per_second) +
           (unchanged >= 0.5 ? " + " + tenths(unchanged) + " same" : "");
}

// What the camera sends, and where it has to be scaled or converted, what it becomes.
std::string picture(const CameraStatus& camera) {
    std::string sent = size(camera.camera_width, camera.camera_height);
    std::string pinned = size(camera.width, camera.height);
    if (!camera.camera_colours.empty() && camera.camera_colours != camera.colours) {
        sent += ' ' + printable(camera.camera_colours);
        pinned += ' ' + printable(camera.colours);
    }
    return sent == pinned ? pinned : sent + " > " + pinned;
}

Row row_of(const CameraStatus& camera) {
    return {printable(camera.name),
            state(camera),
            tenths(camera.frames_in_per_second),
            pictures(camera),
            age(camera.last_frame_age_ms),
            std::to_string(camera.receiver_restarts) + " + " + std::to_string(camera.decoder_restarts),
            camera.codec.empty() ? "-" : printable(camera.codec),
            picture(camera),
            std::to_string(camera.viewers),
            latency(camera)};
}

const char* colour_of(const CameraStatus& camera) {
    if (camera.state == "streaming") {
        return "\x1b[32m";
    }
    const bool is_between =
        camera.state == "starting" || camera.state == "connecting" || camera.state == "overloaded";
    return is_between ? "\x1b[33m" : "\x1b[31m";
}

std::string headline(const GatewayStatus& status) {
    const auto live = std::ranges::count(status.cameras, "streaming", &CameraStatus::state);
    return "Cordon " + printable(status.version) + "   up " + duration(status.uptime_seconds) + "   " +
           std::to_string(live) + " of " + std::to_string(status.cameras.size()) + " live   publisher " +
           printable(status.publisher_state) + ", " + std::to_string(status.publisher_restarts) +
           " restarts   rtsp :" + std::to_string(status.rtsp_port) +
           "   web :" + std::to_string(status.web_port) + "\n";
}

// Why there is no picture and what to do, under a camera's row.
std::string explanation(const CameraStatus& camera) {
    const StateWords& words = words_of(camera.state);
    if (words.reason.empty()) {
        return "";
    }
    std::string text = "  since " + duration(camera.state_seconds) + ": " + std::string(words.reason) + ".";
    if (camera.next_try_seconds) {
        text += " Called again in " + duration(static_cast<double>(*camera.next_try_seconds)) + ".";
    }
    return text + "\n  " + std::string(words.advice) + "\n";
}

}  // namespace

std::string draw_table(const GatewayStatus& status, bool colour) {
    std::vector<Row> rows{{"CAMERA", "STATE", "IN/S", "OUT/S", "LAST FRAME", "RESTARTS", "CODEC", "PICTURE",
                           "VIEWERS", "LATENCY MS P50 / P99"}};
    std::ranges::transform(status.cameras, std::back_inserter(rows), row_of);
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    std::string text = headline(status) + "\n";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t i = 0; i < rows[r].size(); ++i) {
            const bool coloured = colour && r > 0 && i == 1;
            const bool last = i + 1 == rows[r].size();
            text += coloured ? colour_of(status.cameras[r - 1]) : "";
            text += rows[r][i];
            text += coloured ? "\x1b[0m" : "";
            text += last ? "\n" : std::string(widths[i] - rows[r][i].size() + 2, ' ');
        }
        text += r > 0 ? explanation(status.cameras[r - 1]) : "";
    }
    if (!status.decoder_clock_trapped) {
        text +=
            "\nDecoders can tell the time here: this machine ignores the trap on its time-stamp counter.\n";
    }
    return text;
}

}  // namespace cordon::supervisor
