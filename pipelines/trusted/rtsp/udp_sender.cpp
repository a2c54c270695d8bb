// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/udp_sender.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <gio/gio.h>

namespace cordon::trusted::rtsp {
namespace {

using Told = std::weak_ptr<UdpSender>;
using SocketOf = GSocket* (*)(GstRTSPStream*, GSocketFamily);

constexpr std::size_t kDatagramsACall = 64;

UdpSender::Way way_to(GstRTSPStream* stream, const char* host, int port, SocketOf socket_of) {
    UdpSender::Way way;
    const auto address = gst::adopt(
        host == nullptr ? nullptr : g_inet_socket_address_new_from_string(host, static_cast<guint>(port)));
    if (address) {
        way.to_bytes = static_cast<socklen_t>(g_socket_address_get_native_size(address.get()));
        way.socket = gst::adopt(socket_of(stream, g_socket_address_get_family(address.get())));
        g_socket_address_to_native(address.get(), &way.to, sizeof(way.to), nullptr);
    }
    return way;
}

iovec vector_of(std::span<const std::byte> bytes) {
    return {.iov_base = const_cast<std::byte*>(bytes.data()), .iov_len = bytes.size()};  // only read
}

// How many of these the kernel has taken, at least one; less than 0 with errno when not even that one.
int send_datagrams(UdpSender::Way& way, std::span<const RtpPacket> packets) {
    const std::size_t count = std::min(kDatagramsACall, packets.size());
    std::array<std::array<iovec, 2>, kDatagramsACall> parts;
    std::array<mmsghdr, kDatagramsACall> datagrams{};
    for (std::size_t i = 0; i < count; ++i) {
        parts[i] = {vector_of(packets[i].header()), vector_of(packets[i].payload())};
        datagrams[i].msg_hdr = {.msg_name = &way.to,
                                .msg_namelen = way.to_bytes,
                                .msg_iov = parts[i].data(),
                                .msg_iovlen = parts[i].size(),
                                .msg_control = nullptr,
                                .msg_controllen = 0,
                                .msg_flags = 0};
    }
    return ::sendmmsg(g_socket_get_fd(way.socket.get()), datagrams.data(), static_cast<unsigned>(count),
                      MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace

std::shared_ptr<UdpSender> UdpSender::create(GstRTSPClient* client, GstRTSPStreamTransport* transport,
                                             stream::Stream& stream) {
    const GstRTSPTransport* agreed = gst_rtsp_stream_transport_get_transport(transport);
    GstRTSPStream* rtsp = gst_rtsp_stream_transport_get_stream(transport);
    return std::make_shared<UdpSender>(
        way_to(rtsp, agreed->destination, agreed->client_port.min, gst_rtsp_stream_get_rtp_socket),
        way_to(rtsp, agreed->destination, agreed->client_port.max, gst_rtsp_stream_get_rtcp_socket),
        server_context(client), stream);
}

UdpSender::UdpSender(Way packets, Way reports, gst::GstPtr<GMainContext> context, stream::Stream& stream)
    : stream_(stream),
      packets_(std::move(packets)),
      reports_(std::move(reports)),
      context_(std::move(context)) {}

UdpSender::~UdpSender() {
    if (room_) {
        g_source_destroy(room_.get());
    }
}

bool UdpSender::is_full() const {
    const std::scoped_lock lock(mutex_);
    return !packets_.socket || queue_.size() >= kMostQueued;
}

void UdpSender::send(std::vector<RtpPacket> packets, const stream::AccessUnitPtr& access_unit,
                     bool measured) {
    const std::scoped_lock lock(mutex_);
    queue_.push_back({.packets = std::move(packets), .access_unit = access_unit, .measured = measured});
    if (!room_ && !drain()) {
        await_room();
    }
}

// Under mutex_. Whether all is sent.
bool UdpSender::drain() {
    while (!queue_.empty() && send_rest_of(queue_.front())) {
        queue_.pop_front();
    }
    return queue_.empty();
}

// Under mutex_. False when there is no room for all of it.
bool UdpSender::send_rest_of(Waiting& waiting) {
    while (waiting.sent < waiting.packets.size()) {
        const base::MonotonicTime now = base::MonotonicClock().now();
        const int sent = send_datagrams(packets_, std::span(waiting.packets).subspan(waiting.sent));
        if (sent < 0 && errno == EAGAIN) {
            return false;
        }
        if (std::exchange(waiting.measured, false)) {
            stream_.note_sent(*waiting.access_unit, now);
        }
        waiting.sent += static_cast<std::size_t>(std::max(sent, 1));  // one that cannot be sent is lost
    }
    return true;
}

// Under mutex_.
void UdpSender::await_room() {
    using OnRoom = gboolean (*)(GSocket*, GIOCondition, gpointer);
    const OnRoom callback = [](GSocket*, GIOCondition, gpointer data) -> gboolean {
        const auto alive = static_cast<Told*>(data)->lock();
        return alive != nullptr && alive->on_room() ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
    };
    room_ = gst::adopt(g_socket_create_source(packets_.socket.get(), G_IO_OUT, nullptr));
    g_source_set_callback(room_.get(), G_SOURCE_FUNC(callback), new Told(weak_from_this()),
                          [](gpointer data) { delete static_cast<Told*>(data); });
    g_source_attach(room_.get(), context_.get());
}

// Whether more is needed. On the server's thread.
bool UdpSender::on_room() {
    const std::scoped_lock lock(mutex_);
    if (drain()) {
        room_.reset();
    }
    return static_cast<bool>(room_);
}

void UdpSender::send_report(std::span<const std::byte> report) {
    if (reports_.socket) {
        (void)::sendto(g_socket_get_fd(reports_.socket.get()), report.data(), report.size(),
                       MSG_DONTWAIT | MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&reports_.to),
                       reports_.to_bytes);
    }
}

}  // namespace cordon::trusted::rtsp
