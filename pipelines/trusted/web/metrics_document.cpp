// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>

#include "pipelines/trusted/web/json_text.hpp"
#include "pipelines/trusted/web/status_documents.hpp"

namespace cordon::trusted::web {
namespace {

std::string seconds_text(std::chrono::nanoseconds duration) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6f", std::chrono::duration<double>(duration).count());
    return text.data();
}

class MetricsText {
public:
    void begin(std::string_view name, std::string_view type, std::string_view help) {
        name_ = name;
        out_ += "# HELP " + name_ + " " + std::string(help) + "\n# TYPE " + name_ + " " + std::string(type) +
                "\n";
    }
    // `labels` between the braces; a label's value is quoted as JSON is.
    void sample(std::string_view suffix, const std::string& labels, const std::string& value) {
        out_ += name_;
        out_ += suffix;
        out_ += labels.empty() ? " " : "{" + labels + "} ";
        out_ += value + "\n";
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    std::string name_;
    std::string out_;
};

std::string camera_label(const stream::Stream& stream) {
    return "camera=" + json_string(stream.info().name);
}

struct Counter {
    const char* name;
    const char* help;
    boundary::SharedWord boundary::PublishedCameraStatus::*word;
};
constexpr std::array kCounters{
    Counter{"cordon_frames_in_total", "Pictures seen in the camera's ring.",
            &boundary::PublishedCameraStatus::frames_in},
    Counter{"cordon_frames_out_total", "Pictures encoded.", &boundary::PublishedCameraStatus::frames_out},
    Counter{"cordon_frames_unchanged_total",
            "Pictures the same to the last bit as the one on air: not encoded again.",
            &boundary::PublishedCameraStatus::frames_unchanged},
    Counter{"cordon_frames_lost_total", "Pictures overwritten in the ring before they were copied.",
            &boundary::PublishedCameraStatus::frames_lost},
    Counter{"cordon_frames_skipped_total", "Pictures whose place a newer one took before encoding.",
            &boundary::PublishedCameraStatus::frames_skipped},
    Counter{"cordon_encoded_bytes_total", "Bytes of encoded video, before they are sent to any viewer.",
            &boundary::PublishedCameraStatus::bytes_out},
};

void write_states(MetricsText& out, const GatewayView& view) {
    using enum stream::PictureState;
    out.begin("cordon_camera_state", "gauge", "1 for the state the camera is in, 0 for the others.");
    for (const auto& stream : view.streams.streams()) {
        const stream::PictureState now = stream->state();
        for (const stream::PictureState state : {kLive, kUnchanged, kOverloaded, kStale, kNoSignal}) {
            out.sample("", camera_label(*stream) + ",state=" + json_string(state_word(state)),
                       now == state ? "1" : "0");
        }
    }
}

void write_last_frame_ages(MetricsText& out, const GatewayView& view) {
    out.begin("cordon_last_frame_age_seconds", "gauge",
              "Time since the camera's last picture; absent before the first.");
    for (std::size_t i = 0; i < view.streams.streams().size(); ++i) {
        const std::uint64_t last_ns = view.status.cameras[i].last_frame_ns;
        const std::uint64_t now_ns = base::to_nanoseconds(view.now);
        if (last_ns != 0) {
            out.sample("", camera_label(*view.streams.streams()[i]),
                       seconds_text(std::chrono::nanoseconds(now_ns > last_ns ? now_ns - last_ns : 0)));
        }
    }
}

void write_latencies(MetricsText& out, const GatewayView& view) {
    using stream::LatencyHistogram;
    out.begin("cordon_added_latency_seconds", "histogram",
              "From a picture's last packet in to its first byte out to a viewer.");
    for (const auto& stream : view.streams.streams()) {
        const LatencyHistogram::Cumulative latency = stream->added_latency().cumulative();
        const std::string label = camera_label(*stream);
        for (std::size_t i = 0; i < LatencyHistogram::kBounds.size(); ++i) {
            std::array<char, 32> bound{};
            std::snprintf(bound.data(), bound.size(), "%g",
                          std::chrono::duration<double>(LatencyHistogram::kBounds[i]).count());
            out.sample("_bucket", label + ",le=\"" + bound.data() + "\"", std::to_string(latency.at_most[i]));
        }
        out.sample("_bucket", label + ",le=\"+Inf\"", std::to_string(latency.count));
        out.sample("_sum", label, seconds_text(latency.sum));
        out.sample("_count", label, std::to_string(latency.count));
    }
}

}  // namespace

std::string metrics_document(const GatewayView& view) {
    MetricsText out;
    const auto& streams = view.streams.streams();
    for (const Counter& counter : kCounters) {
        out.begin(counter.name, "counter", counter.help);
        for (std::size_t i = 0; i < streams.size(); ++i) {
            out.sample("", camera_label(*streams[i]), std::to_string(view.status.cameras[i].*counter.word));
        }
    }
    out.begin("cordon_viewers", "gauge", "Viewers watching the camera now, over RTSP and in pages.");
    for (const auto& stream : streams) {
        out.sample("", camera_label(*stream), std::to_string(stream->viewer_count()));
    }
    write_states(out, view);
    write_last_frame_ages(out, view);
    write_latencies(out, view);
    out.begin("cordon_build_info", "gauge", "Always 1; the label says which version runs.");
    out.sample("", "version=" + json_string(CORDON_VERSION), "1");
    out.begin("process_start_time_seconds", "gauge", "Start of the publisher since the Unix epoch.");
    out.sample("", "", seconds_text(view.started.time_since_epoch()));
    return out.take();
}

}  // namespace cordon::trusted::web
