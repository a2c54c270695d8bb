// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/stream_media.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <gst/app/gstappsrc.h>

#include "gateway/base/invariant.hpp"
#include "gateway/base/log.hpp"
#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/server_context.hpp"

namespace cordon::trusted::rtsp {
namespace {

using SharedMedia = std::shared_ptr<StreamMedia>;

constexpr const char* kDataName = "cordon-stream-media";
constexpr std::uint64_t kParameterSetsPts = 0;

template <typename T>
void delete_data(gpointer data) {
    delete static_cast<T*>(data);
}
void delete_closure_data(gpointer data, GClosure* /*closure*/) {
    delete_data<SharedMedia>(data);
}

std::string_view factory_name(GstElement* element) {
    GstElementFactory* factory = gst_element_get_factory(element);
    return factory == nullptr ? "" : GST_OBJECT_NAME(factory);
}

void push_parameter_sets(GstElement* media, const CameraSource& source) {
    const auto element = gst::adopt(gst_bin_get_by_name(GST_BIN(media), "source"));
    CORDON_INVARIANT(static_cast<bool>(element), "the media is made from our launch line");
    const std::vector<std::byte> sets = source.parameter_sets();
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, sets.size(), nullptr);
    gst_buffer_fill(buffer, 0, sets.data(), sets.size());
    GST_BUFFER_PTS(buffer) = kParameterSetsPts;
    gst_app_src_push_buffer(GST_APP_SRC(element.get()), buffer);
}

}  // namespace

void StreamMedia::attach(GstRTSPMedia* media, CameraSource& source) {
    auto shared = std::make_shared<StreamMedia>(source);
    const auto element = gst::adopt(gst_rtsp_media_get_element(media));
    const auto pipeline = gst::adopt(GST_ELEMENT(gst_element_get_parent(element.get())));
    using ElementAdded = void (*)(GstBin*, GstElement*, gpointer);
    const ElementAdded element_added = [](GstBin*, GstElement* added, gpointer data) {
        (*static_cast<SharedMedia*>(data))->on_element_added(added);
    };
    g_signal_connect_data(pipeline.get(), "element-added", G_CALLBACK(element_added), new SharedMedia(shared),
                          delete_closure_data, GConnectFlags{});
    push_parameter_sets(element.get(), source);
    g_object_set_data_full(G_OBJECT(media), kDataName, new SharedMedia(std::move(shared)),
                           delete_data<SharedMedia>);
}

StreamMedia* StreamMedia::of(GstRTSPMedia* media) {
    auto* data = media == nullptr ? nullptr : g_object_get_data(G_OBJECT(media), kDataName);
    return data == nullptr ? nullptr : static_cast<SharedMedia*>(data)->get();
}

StreamMedia::StreamMedia(CameraSource& source) : source_(source), begin_(base::MonotonicClock().now()) {
    g_weak_ref_init(&client_, nullptr);
    source_.begin_use();
}

StreamMedia::~StreamMedia() {
    pause();
    g_weak_ref_clear(&client_);
    source_.end_use();
}

void StreamMedia::play(GstRTSPClient* client, GstRTSPSessionMedia* session) {
    pause();
    g_weak_ref_set(&client_, client);
    GstRTSPStreamTransport* transport = gst_rtsp_session_media_get_transport(session, 0);
    if (transport == nullptr) {
        return;
    }
    guint ssrc = 0;
    gst_rtsp_stream_get_ssrc(gst_rtsp_stream_transport_get_stream(transport), &ssrc);
    // Asked for before our own lock is taken: the stream holds its while it calls us.
    const bool live = is_live(source_.stream().state());
    const stream::AccessUnitPtr last = source_.last_keyframe();
    {
        const std::scoped_lock lock(mutex_);
        packetizer_.set_ssrc(ssrc);  // the one SETUP named
        sender_ = PacketSender::create(client, transport, source_.stream());
        behind_since_.reset();
        last_report_.reset();
        if (last != nullptr && !live) {
            send(last, base::MonotonicClock().now(), false);
        }
        waiting_for_keyframe_ = true;
    }
    subscription_ = source_.stream().subscribe(*this);
}

void StreamMedia::pause() {
    subscription_ = {};
    const std::scoped_lock lock(mutex_);
    sender_.reset();
}

bool StreamMedia::is_playing() const {
    const std::scoped_lock lock(mutex_);
    return sender_ != nullptr;
}

void StreamMedia::on_state(stream::PictureState /*state*/, base::MonotonicTime /*since*/) noexcept {}

void StreamMedia::on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept {
    const std::scoped_lock lock(mutex_);
    if (sender_->is_full()) {
        waiting_for_keyframe_ = true;
        note_behind(base::MonotonicClock().now());
        return;
    }
    if (waiting_for_keyframe_ && !access_unit->keyframe) {
        return;
    }
    send(access_unit, access_unit->presentation, true);
}

std::chrono::nanoseconds StreamMedia::since_begin(base::MonotonicTime moment) const {
    return std::max(moment, begin_) - begin_;
}

// Under mutex_.
void StreamMedia::send(const stream::AccessUnitPtr& access_unit, base::MonotonicTime presentation,
                       bool measured) {
    const base::MonotonicTime now = base::MonotonicClock().now();
    send_report_if_due(now);
    sender_->send(packetizer_.packets(access_unit->bytes, since_begin(presentation)), access_unit, measured);
    waiting_for_keyframe_ = false;
    behind_since_.reset();
}

// Under mutex_.
void StreamMedia::send_report_if_due(base::MonotonicTime now) {
    if (!last_report_ || now - *last_report_ >= kReportsApart) {
        last_report_ = now;
        sender_->send_report(packetizer_.sender_report(since_begin(now), std::chrono::system_clock::now()));
    }
}

// Under mutex_.
void StreamMedia::note_behind(base::MonotonicTime now) {
    if (!behind_since_) {
        behind_since_ = now;
    } else if (now - *behind_since_ >= kLongestBacklog && !std::exchange(closing_, true)) {
        close_viewer();
    }
}

// A connection may only be closed on its own thread, the server's; we are on the encoder's.
void StreamMedia::close_viewer() {
    auto* client = static_cast<GstRTSPClient*>(g_weak_ref_get(&client_));
    if (client == nullptr) {
        return;
    }
    base::log_warning("rtsp: a viewer of " + source_.stream().info().name +
                      " takes nothing any more and is disconnected");
    const auto idle = gst::adopt(g_idle_source_new());
    g_source_set_callback(
        idle.get(),
        [](gpointer data) -> gboolean {
            gst_rtsp_client_close(GST_RTSP_CLIENT(data));
            return G_SOURCE_REMOVE;
        },
        client, g_object_unref);
    g_source_attach(idle.get(), server_context(client).get());
}

// gst-rtsp-server builds its way to the viewer when it asks for it: one tee for RTP, then one for RTCP, and
// the sinks.
void StreamMedia::on_element_added(GstElement* element) {
    const std::string_view name = factory_name(element);
    if (name == "appsink" || name == "multiudpsink") {
        // A sink that keeps time would be waited for.
        g_object_set(element, "sync", FALSE, nullptr);
    }
    if (name != "tee") {
        return;
    }
    const auto pad = gst::adopt(gst_element_get_static_pad(element, "sink"));
    const auto probe_type =
        static_cast<GstPadProbeType>(static_cast<unsigned>(GST_PAD_PROBE_TYPE_BUFFER) |
                                     static_cast<unsigned>(GST_PAD_PROBE_TYPE_BUFFER_LIST));
    if (tees_found_++ > 0) {
        // The session's reports are of a stream that sends nothing; ours say what is sent.
        gst_pad_add_probe(
            pad.get(), probe_type, [](GstPad*, GstPadProbeInfo*, gpointer) { return GST_PAD_PROBE_DROP; },
            nullptr, nullptr);
        return;
    }
    // The pipeline's elements are gone before the media, which owns this.
    gst_pad_add_probe(
        pad.get(), probe_type,
        [](GstPad* probed, GstPadProbeInfo*, gpointer data) {
            return static_cast<StreamMedia*>(data)->on_packets(probed);
        },
        this, nullptr);
}

// The parameter sets have told the session description, and go no further. The sinks learn from a gap that
// there is nothing yet.
GstPadProbeReturn StreamMedia::on_packets(GstPad* pad) {
    if (!std::exchange(preroll_told_, true)) {
        gst_pad_send_event(pad, gst_event_new_gap(kParameterSetsPts, GST_CLOCK_TIME_NONE));
    }
    return GST_PAD_PROBE_DROP;
}

StreamMedia::NextPacket StreamMedia::next_packet() const {
    const std::scoped_lock lock(mutex_);
    return {.sequence_number = packetizer_.next_sequence_number(),
            .timestamp = packetizer_.timestamp_at(since_begin(base::MonotonicClock().now()))};
}

}  // namespace cordon::trusted::rtsp
