// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/stream_watch/stream_watch.hpp"

#include <span>
#include <utility>

#include "bench/synthetic_clip/frame_mark.hpp"
#include "gateway/base/clock.hpp"

namespace cordon::bench {
namespace {

// rtph264depay gives an access unit as soon as its marker bit has come; a parser would wait for the next one.
constexpr const char* kReceive =
    "rtspsrc name=source protocols=tcp latency=0 ! rtph264depay ! "
    "video/x-h264,stream-format=byte-stream,alignment=au ! ";
constexpr const char* kDecode = "avdec_h264 max-threads=1 ! video/x-raw,format=I420 ! ";
constexpr const char* kSink = "appsink name=sink sync=false";

int mark_of(GstSample* sample, std::span<const std::uint8_t> pixels) {
    const GstStructure* form = gst_caps_get_structure(gst_sample_get_caps(sample), 0);
    int width = 0;
    int height = 0;
    gst_structure_get_int(form, "width", &width);
    gst_structure_get_int(form, "height", &height);
    // Rows of I420 are padded to four bytes.
    return width % 4 == 0 ? read_frame_mark(pixels, width, height).value_or(-1) : -1;
}

}  // namespace

base::Result<std::unique_ptr<StreamWatch>> StreamWatch::create(const std::string& url, bool decode) {
    const std::string description = std::string(kReceive) + (decode ? kDecode : "") + kSink;
    GError* error = nullptr;
    auto pipeline = gst::adopt_floating(gst_parse_launch(description.c_str(), &error));
    if (error != nullptr) {
        const base::Error failure{std::string("GStreamer: ") + error->message};
        g_error_free(error);
        return failure;
    }
    const auto source = gst::adopt(gst_bin_get_by_name(GST_BIN(pipeline.get()), "source"));
    g_object_set(source.get(), "location", url.c_str(), nullptr);
    std::unique_ptr<StreamWatch> watch(new StreamWatch(std::move(pipeline), decode));
    gst_element_set_state(watch->pipeline_.get(), GST_STATE_PLAYING);
    return watch;
}

StreamWatch::StreamWatch(gst::GstPtr<GstElement> pipeline, bool decode)
    : pipeline_(std::move(pipeline)), decode_(decode) {
    const auto sink = gst::adopt(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "sink"));
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = &StreamWatch::on_sample;
    gst_app_sink_set_callbacks(GST_APP_SINK(sink.get()), &callbacks, this, nullptr);
}

StreamWatch::~StreamWatch() {
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

std::vector<StreamWatch::Picture> StreamWatch::stop() {
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    const std::scoped_lock lock(mutex_);
    return std::move(pictures_);
}

std::string StreamWatch::complaint() const {
    const auto bus = gst::adopt(gst_element_get_bus(pipeline_.get()));
    const auto message = gst::adopt(
        gst_bus_pop_filtered(bus.get(), static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_EOS)));
    if (!message) {
        return {};
    }
    if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_EOS) {
        return "the stream ended";
    }
    GError* error = nullptr;
    gst_message_parse_error(message.get(), &error, nullptr);
    std::string text = error->message;
    g_error_free(error);
    return text;
}

GstFlowReturn StreamWatch::on_sample(GstAppSink* sink, gpointer self) {
    const auto sample = gst::adopt(gst_app_sink_pull_sample(sink));
    if (sample) {
        static_cast<StreamWatch*>(self)->note(sample.get());
    }
    return GST_FLOW_OK;
}

void StreamWatch::note(GstSample* sample) {
    Picture picture{.came_ns = base::to_nanoseconds(base::MonotonicClock().now())};
    GstBuffer* buffer = gst_sample_get_buffer(sample);
    if (decode_) {
        const gst::ReadMap map(buffer);
        picture.mark =
            mark_of(sample, {reinterpret_cast<const std::uint8_t*>(map.bytes().data()), map.bytes().size()});
    } else {
        picture.bytes = static_cast<std::uint32_t>(gst_buffer_get_size(buffer));
    }
    const std::scoped_lock lock(mutex_);
    pictures_.push_back(picture);
}

}  // namespace cordon::bench
