// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/packet_sender.hpp"

#include "pipelines/trusted/rtsp/interleaved_sender.hpp"
#include "pipelines/trusted/rtsp/udp_sender.hpp"

namespace cordon::trusted::rtsp {

std::shared_ptr<PacketSender> PacketSender::create(GstRTSPClient* client, GstRTSPStreamTransport* transport,
                                                   stream::Stream& stream) {
    if (gst_rtsp_stream_transport_get_transport(transport)->lower_transport == GST_RTSP_LOWER_TRANS_TCP) {
        return InterleavedSender::create(client, transport, stream);
    }
    return UdpSender::create(client, transport, stream);
}

}  // namespace cordon::trusted::rtsp
