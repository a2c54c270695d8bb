// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/udp_sender.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <gio/gio.h>

namespace cordon::trusted::rtsp {
namespace {

constexpr std::size_t kDatagramsACall = 64;

bool is_full_buffer(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS;
}

iovec vector_of(std::span<const std::byte> bytes) {
    return {.iov_base = const_cast<std::byte*>(bytes.data()), .iov_len = bytes.size()};  // only read
}

}  // namespace

UdpSender::UdpSender(GstRTSPStreamTransport* transport, stream::Stream& stream) : stream_(stream) {
    const GstRTSPTransport* agreed = gst_rtsp_stream_transport_get_transport(transport);
    GstRTSPStream* rtsp = gst_rtsp_stream_transport_get_stream(transport);
    packets_ = way_to(rtsp, agreed->destination, agreed->client_port.min, gst_rtsp_stream_get_rtp_socket);
    reports_ = way_to(rtsp, agreed->destination, agreed->client_port.max, gst_rtsp_stream_get_rtcp_socket);
}

UdpSender::Way UdpSender::way_to(GstRTSPStream* stream, const char* host, int port, SocketOf socket_of) {
    Way way;
    const auto address = gst::adopt(
        host == nullptr ? nullptr : g_inet_socket_address_new_from_string(host, static_cast<guint>(port)));
    if (address) {
        way.to_bytes = static_cast<socklen_t>(g_socket_address_get_native_size(address.get()));
        way.socket = gst::adopt(socket_of(stream, g_socket_address_get_family(address.get())));
        g_socket_address_to_native(address.get(), &way.to, sizeof(way.to), nullptr);
    }
    return way;
}

bool UdpSender::send(const std::vector<RtpPacket>& packets, const stream::AccessUnitPtr& access_unit,
                     bool measured) {
    if (!packets_.socket) {
        return false;
    }
    const int fd = g_socket_get_fd(packets_.socket.get());
    const base::MonotonicTime now = base::MonotonicClock().now();
    for (std::size_t first = 0; first < packets.size();) {
        const std::size_t count = std::min(kDatagramsACall, packets.size() - first);
        std::array<std::array<iovec, 2>, kDatagramsACall> parts;
        std::array<mmsghdr, kDatagramsACall> datagrams{};
        for (std::size_t i = 0; i < count; ++i) {
            parts[i] = {vector_of(packets[first + i].header()), vector_of(packets[first + i].payload())};
            datagrams[i].msg_hdr = {.msg_name = &packets_.to,
                                    .msg_namelen = packets_.to_bytes,
                                    .msg_iov = parts[i].data(),
                                    .msg_iovlen = parts[i].size(),
                                    .msg_control = nullptr,
                                    .msg_controllen = 0,
                                    .msg_flags = 0};
        }
        const int sent =
            ::sendmmsg(fd, datagrams.data(), static_cast<unsigned>(count), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && is_full_buffer(errno)) {
            return false;
        }
        first += static_cast<std::size_t>(std::max(sent, 1));  // a datagram that cannot be sent is lost
    }
    if (measured) {
        stream_.note_sent(*access_unit, now);
    }
    return true;
}

void UdpSender::send_report(std::span<const std::byte> report) {
    if (reports_.socket) {
        (void)::sendto(g_socket_get_fd(reports_.socket.get()), report.data(), report.size(),
                       MSG_DONTWAIT | MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&reports_.to),
                       reports_.to_bytes);
    }
}

}  // namespace cordon::trusted::rtsp
