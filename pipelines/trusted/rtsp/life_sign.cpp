// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/life_sign.hpp"

#include <atomic>
#include <memory>

namespace cordon::trusted::rtsp {
namespace {

using LifeSign = std::shared_ptr<std::atomic<bool>>;

constexpr const char* kDataName = "cordon-life-sign";

void keep(GObject* object, const LifeSign& sign) {
    g_object_set_data_full(object, kDataName, new LifeSign(sign),
                           [](gpointer data) { delete static_cast<LifeSign*>(data); });
}

// nullptr where none of the session's transports has been set up.
LifeSign sign_of(GstRTSPSession* session) {
    auto* kept = static_cast<LifeSign*>(g_object_get_data(G_OBJECT(session), kDataName));
    return kept == nullptr ? nullptr : *kept;
}

}  // namespace

void leave_life_signs(GstRTSPSession* session, GstRTSPStreamTransport* transport) {
    LifeSign sign = sign_of(session);
    if (sign == nullptr) {
        sign = std::make_shared<std::atomic<bool>>(false);
        keep(G_OBJECT(session), sign);
    }
    keep(G_OBJECT(transport), sign);
    gst_rtsp_stream_transport_set_keepalive(
        transport, [](gpointer data) { *static_cast<std::atomic<bool>*>(data) = true; }, sign.get(), nullptr);
}

void heed_life_sign(GstRTSPSession* session) {
    if (const LifeSign sign = sign_of(session); sign != nullptr && sign->exchange(false)) {
        gst_rtsp_session_touch(session);
    }
}

}  // namespace cordon::trusted::rtsp
