// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/stream_media.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "gateway/base/invariant.hpp"
#include "gateway/base/log.hpp"

namespace cordon::trusted::rtsp {
namespace {

using SharedMedia = std::shared_ptr<StreamMedia>;

constexpr const char* kDataName = "cordon-stream-media";
constexpr const char* kContextName = "cordon-context";
// Only the parameter sets have it: no picture is that early.
constexpr std::uint64_t kParameterSetsPts = 0;
constexpr std::uint64_t kRtpClock = 90000;

template <typename T>
void delete_data(gpointer data) {
    delete static_cast<T*>(data);
}
void delete_closure_data(gpointer data, GClosure* /*closure*/) {
    delete_data<SharedMedia>(data);
}

// A buffer over bytes that `owner` keeps: nothing is copied, however many viewers there are.
template <typename Owner>
gst::GstPtr<GstBuffer> wrap(Owner owner, std::span<const std::byte> bytes) {
    auto* data = const_cast<std::byte*>(bytes.data());  // read-only, says the flag
    return gst::adopt(gst_buffer_new_wrapped_full(GST_MEMORY_FLAG_READONLY, data, bytes.size(), 0,
                                                  bytes.size(), new Owner(std::move(owner)),
                                                  delete_data<Owner>));
}

std::string_view factory_name(GstElement* element) {
    GstElementFactory* factory = gst_element_get_factory(element);
    return factory == nullptr ? "" : GST_OBJECT_NAME(factory);
}

}  // namespace

void StreamMedia::attach(GstRTSPMedia* media, CameraSource& source) {
    auto shared = std::make_shared<StreamMedia>(media, source);
    const auto element = gst::adopt(gst_rtsp_media_get_element(media));
    const auto pipeline = gst::adopt(GST_ELEMENT(gst_element_get_parent(element.get())));
    // The running time of a picture is its presentation time for all of the media's life, whatever state the
    // pipeline goes through.
    gst_element_set_start_time(pipeline.get(), GST_CLOCK_TIME_NONE);
    gst_element_set_base_time(pipeline.get(), base::to_nanoseconds(shared->base_time_));
    using ElementAdded = void (*)(GstBin*, GstElement*, gpointer);
    const ElementAdded element_added = [](GstBin*, GstElement* added, gpointer data) {
        (*static_cast<SharedMedia*>(data))->on_element_added(added);
    };
    g_signal_connect_data(pipeline.get(), "element-added", G_CALLBACK(element_added), new SharedMedia(shared),
                          delete_closure_data, GConnectFlags{});
    shared->push_parameter_sets();
    g_object_set_data_full(G_OBJECT(media), kDataName, new SharedMedia(std::move(shared)),
                           delete_data<SharedMedia>);
}

void StreamMedia::set_closing_context(GstRTSPClient* client, GMainContext* context) {
    g_object_set_data(G_OBJECT(client), kContextName, context);
}

StreamMedia* StreamMedia::of(GstRTSPMedia* media) {
    auto* data = media == nullptr ? nullptr : g_object_get_data(G_OBJECT(media), kDataName);
    return data == nullptr ? nullptr : static_cast<SharedMedia*>(data)->get();
}

StreamMedia::StreamMedia(GstRTSPMedia* media, CameraSource& source)
    : source_(source), base_time_(base::MonotonicClock().now()) {
    const auto element = gst::adopt(gst_rtsp_media_get_element(media));
    auto source_element = gst::adopt(gst_bin_get_by_name(GST_BIN(element.get()), "source"));
    payloader_ = gst::adopt(gst_bin_get_by_name(GST_BIN(element.get()), "pay0"));
    CORDON_INVARIANT(source_element && payloader_, "the media is made from our launch line");
    appsrc_ = gst::adopt(GST_APP_SRC(source_element.leak()));
    g_weak_ref_init(&client_, nullptr);
    source_.begin_use();
}

StreamMedia::~StreamMedia() {
    pause();
    g_weak_ref_clear(&client_);
    source_.end_use();
}

void StreamMedia::push_parameter_sets() {
    auto sets = std::make_shared<const std::vector<std::byte>>(source_.parameter_sets());
    const std::span<const std::byte> bytes(*sets);
    auto buffer = wrap(std::move(sets), bytes);
    GST_BUFFER_PTS(buffer.get()) = kParameterSetsPts;
    gst_app_src_push_buffer(appsrc_.get(), buffer.leak());
}

void StreamMedia::play(GstRTSPClient* client) {
    g_weak_ref_set(&client_, client);
    pause();
    // Asked for before our own lock is taken: the stream holds its while it calls us.
    const bool live = is_live(source_.stream().state());
    const stream::AccessUnitPtr last = source_.last_keyframe();
    {
        const std::scoped_lock lock(mutex_);
        waiting_for_keyframe_ = true;
        behind_since_.reset();
        if (last != nullptr && !live) {
            push(last, base::MonotonicClock().now(), false);
        }
    }
    subscription_ = source_.stream().subscribe(*this);
}

void StreamMedia::pause() {
    const stream::Stream::Subscription ended = std::move(subscription_);
}

void StreamMedia::on_state(stream::PictureState /*state*/, base::MonotonicTime /*since*/) noexcept {}

void StreamMedia::on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept {
    const std::scoped_lock lock(mutex_);
    if (is_behind(base::MonotonicClock().now())) {
        waiting_for_keyframe_ = true;
        return;
    }
    if (waiting_for_keyframe_ && !access_unit->keyframe) {
        return;
    }
    waiting_for_keyframe_ = false;
    push(access_unit, access_unit->presentation, true);
}

bool StreamMedia::is_behind(base::MonotonicTime now) {
    const bool full = gst_app_src_get_current_level_bytes(appsrc_.get()) >= kMostQueuedBytes ||
                      gst_app_src_get_current_level_buffers(appsrc_.get()) >= kMostQueued;
    if (!full) {
        behind_since_.reset();
        return false;
    }
    if (!behind_since_) {
        behind_since_ = now;
    } else if (now - *behind_since_ >= kLongestBacklog && !std::exchange(closing_, true)) {
        close_viewer();
    }
    return true;
}

// A connection may only be closed on its own thread, the server's; we are on the encoder's.
void StreamMedia::close_viewer() {
    auto* client = static_cast<GstRTSPClient*>(g_weak_ref_get(&client_));
    if (client == nullptr) {
        return;
    }
    base::log_warning("rtsp: a viewer of " + source_.stream().info().name +
                      " takes nothing any more and is disconnected");
    auto* context = static_cast<GMainContext*>(g_object_get_data(G_OBJECT(client), kContextName));
    GSource* idle = g_idle_source_new();
    g_source_set_callback(
        idle,
        [](gpointer data) -> gboolean {
            gst_rtsp_client_close(GST_RTSP_CLIENT(data));
            return G_SOURCE_REMOVE;
        },
        client, g_object_unref);
    g_source_attach(idle, context);
    g_source_unref(idle);
}

// Under mutex_.
void StreamMedia::push(const stream::AccessUnitPtr& access_unit, base::MonotonicTime presentation,
                       bool measured) {
    const auto since_base = (presentation - base_time_).count();
    last_pts_ = std::max(static_cast<std::uint64_t>(std::max<std::int64_t>(since_base, 0)), last_pts_ + 1);
    if (measured) {
        const std::scoped_lock lock(in_flight_mutex_);
        in_flight_.push_back({last_pts_, access_unit});
    }
    auto buffer = wrap(access_unit, access_unit->bytes);
    GST_BUFFER_PTS(buffer.get()) = last_pts_;
    if (!access_unit->keyframe) {
        GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_DELTA_UNIT);
    }
    gst_app_src_push_buffer(appsrc_.get(), buffer.leak());
}

// gst-rtsp-server builds the way to the viewer when it asks for it: one tee for RTP, then one for RTCP, and
// the sinks.
void StreamMedia::on_element_added(GstElement* element) {
    const std::string_view name = factory_name(element);
    if (name == "appsink" || name == "multiudpsink") {
        // Pictures go out when they are there: a sink that keeps time waits for up to 20 ms
        // (processing-deadline).
        g_object_set(element, "sync", FALSE, nullptr);
    }
    if (name != "tee" || std::exchange(rtp_tee_found_, true)) {
        return;
    }
    const auto pad = gst::adopt(gst_element_get_static_pad(element, "sink"));
    const auto probe_type =
        static_cast<GstPadProbeType>(static_cast<unsigned>(GST_PAD_PROBE_TYPE_BUFFER) |
                                     static_cast<unsigned>(GST_PAD_PROBE_TYPE_BUFFER_LIST));
    // The pipeline's elements are gone before the media, which owns this.
    gst_pad_add_probe(
        pad.get(), probe_type,
        [](GstPad* probed, GstPadProbeInfo* info, gpointer data) {
            return static_cast<StreamMedia*>(data)->on_packets(probed, info);
        },
        this, nullptr);
}

GstPadProbeReturn StreamMedia::on_packets(GstPad* pad, GstPadProbeInfo* info) {
    const bool list =
        (static_cast<unsigned>(info->type) & static_cast<unsigned>(GST_PAD_PROBE_TYPE_BUFFER_LIST)) != 0;
    GstBuffer* buffer = list ? gst_buffer_list_get(gst_pad_probe_info_get_buffer_list(info), 0)
                             : gst_pad_probe_info_get_buffer(info);
    if (GST_BUFFER_PTS(buffer) != kParameterSetsPts) {
        note_sent(GST_BUFFER_PTS(buffer));
        return GST_PAD_PROBE_OK;
    }
    // The parameter sets have told the session description; as a packet with the time of DESCRIBE they would
    // make a player that keeps time wait. The sinks learn from a gap that there is nothing yet.
    if (!std::exchange(preroll_told_, true)) {
        gst_pad_send_event(pad, gst_event_new_gap(kParameterSetsPts, GST_CLOCK_TIME_NONE));
    }
    return GST_PAD_PROBE_DROP;
}

// The last place all packets pass before the socket: UDP packets leave within the same call, those over TCP
// wake the media's sending thread.
void StreamMedia::note_sent(std::uint64_t pts) {
    const base::MonotonicTime now = base::MonotonicClock().now();
    const std::scoped_lock lock(in_flight_mutex_);
    while (!in_flight_.empty() && in_flight_.front().pts <= pts) {
        source_.stream().note_sent(*in_flight_.front().access_unit, now);
        in_flight_.pop_front();
    }
}

std::optional<StreamMedia::NextPacket> StreamMedia::next_packet() const {
    GstStructure* stats = nullptr;
    g_object_get(payloader_.get(), "stats", &stats, nullptr);
    guint sequence_number = 0;
    guint timestamp_offset = 0;
    const bool known = stats != nullptr &&
                       gst_structure_get_uint(stats, "seqnum", &sequence_number) != FALSE &&
                       gst_structure_get_uint(stats, "timestamp-offset", &timestamp_offset) != FALSE;
    if (stats != nullptr) {
        gst_structure_free(stats);
    }
    if (!known) {
        return std::nullopt;
    }
    const std::uint64_t running =
        base::to_nanoseconds(base::MonotonicClock().now()) - base::to_nanoseconds(base_time_);
    const std::uint64_t ticks = gst_util_uint64_scale(running, kRtpClock, GST_SECOND);
    return NextPacket{static_cast<std::uint16_t>(sequence_number + 1),
                      timestamp_offset + static_cast<std::uint32_t>(ticks)};
}

}  // namespace cordon::trusted::rtsp
