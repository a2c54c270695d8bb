// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/interleaved_sender.hpp"

#include <utility>

namespace cordon::trusted::rtsp {
namespace {

using Told = std::weak_ptr<InterleavedSender>;

constexpr const char* kDataName = "cordon-interleaved-sender";

// Bytes that `access_unit` keeps: nothing is copied, however many viewers there are.
GstMemory* share(std::span<const std::byte> bytes, const stream::AccessUnitPtr& access_unit) {
    auto* data = const_cast<std::byte*>(bytes.data());  // read-only, says the flag
    return gst_memory_new_wrapped(GST_MEMORY_FLAG_READONLY, data, bytes.size(), 0, bytes.size(),
                                  new stream::AccessUnitPtr(access_unit),
                                  [](gpointer owner) { delete static_cast<stream::AccessUnitPtr*>(owner); });
}

GstBuffer* copy(std::span<const std::byte> bytes) {
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, bytes.size(), nullptr);
    gst_buffer_fill(buffer, 0, bytes.data(), bytes.size());
    return buffer;
}

}  // namespace

std::shared_ptr<InterleavedSender> InterleavedSender::create(GstRTSPClient* client,
                                                             GstRTSPStreamTransport* transport,
                                                             stream::Stream& stream) {
    auto sender = std::make_shared<InterleavedSender>(client, transport, stream);
    // In place of gst-rtsp-server's own: its pipeline has nothing to send. The transport keeps who is told
    // (1.22 does not end what its notification was given).
    auto* told = new Told(sender);
    gst_rtsp_stream_transport_set_message_sent_full(
        transport,
        [](GstRTSPStreamTransport*, gpointer data) {
            if (const auto alive = static_cast<Told*>(data)->lock()) {
                alive->on_sent();
            }
        },
        told, nullptr);
    g_object_set_data_full(G_OBJECT(transport), kDataName, told,
                           [](gpointer data) { delete static_cast<Told*>(data); });
    return sender;
}

InterleavedSender::InterleavedSender(GstRTSPClient* client, GstRTSPStreamTransport* transport,
                                     stream::Stream& stream)
    : client_(gst::retain(client)),
      context_(server_context(client)),
      transport_(gst::retain(transport)),
      stream_(stream) {}

// The client is let go on the server's thread, and last: where sending failed, gst-rtsp-server 1.22 has left
// calls there that close the connection, at a higher priority and without a reference.
InterleavedSender::~InterleavedSender() {
    const auto idle = gst::adopt(g_idle_source_new());
    g_source_set_priority(idle.get(), G_PRIORITY_LOW);
    g_source_set_callback(
        idle.get(), [](gpointer) -> gboolean { return G_SOURCE_REMOVE; }, client_.leak(), g_object_unref);
    g_source_attach(idle.get(), context_.get());
}

bool InterleavedSender::is_full() const {
    const std::scoped_lock lock(mutex_);
    return queued_bytes_ >= kMostQueuedBytes || queue_.size() >= kMostQueued;
}

void InterleavedSender::send(std::vector<RtpPacket> packets, const stream::AccessUnitPtr& access_unit,
                             bool measured) {
    GstBufferList* list = gst_buffer_list_new_sized(static_cast<guint>(packets.size()));
    for (const RtpPacket& packet : packets) {
        GstBuffer* buffer = copy(packet.header());
        gst_buffer_append_memory(buffer, share(packet.payload(), access_unit));
        gst_buffer_list_add(list, buffer);
    }
    put({.packets = gst::adopt(list),
         .bytes = access_unit->bytes.size(),
         .measured = measured ? access_unit : nullptr});
}

void InterleavedSender::send_report(std::span<const std::byte> report) {
    GstBufferList* list = gst_buffer_list_new_sized(1);
    gst_buffer_list_add(list, copy(report));
    put({.packets = gst::adopt(list), .is_report = true, .bytes = report.size(), .measured = nullptr});
}

void InterleavedSender::put(Waiting waiting) {
    const std::scoped_lock lock(mutex_);
    queued_bytes_ += waiting.bytes;
    queue_.push_back(std::move(waiting));
    drain();
}

// Under mutex_. What the connection has sent when it returns it has told us within the call; otherwise its
// own thread tells us later. One that refuses still has something of an earlier sender's, and tells us too,
// or is about to end.
void InterleavedSender::drain() {
    draining_ = std::this_thread::get_id();
    while (!queue_.empty() && !under_way_.exchange(true)) {
        Waiting& next = queue_.front();
        const auto send = next.is_report ? gst_rtsp_stream_transport_send_rtcp_list
                                         : gst_rtsp_stream_transport_send_rtp_list;
        const base::MonotonicTime now = base::MonotonicClock().now();
        if (send(transport_.get(), next.packets.get()) == FALSE) {
            break;
        }
        if (next.measured != nullptr) {
            stream_.note_sent(*next.measured, now);
        }
        queued_bytes_ -= next.bytes;
        queue_.pop_front();
    }
    draining_ = std::thread::id{};
}

void InterleavedSender::on_sent() {
    under_way_ = false;
    if (draining_.load() != std::this_thread::get_id()) {
        const std::scoped_lock lock(mutex_);
        drain();
    }
}

}  // namespace cordon::trusted::rtsp
