// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::gst {

template <>
struct References<GMainContext> {
    static void retain(GMainContext* context) { g_main_context_ref(context); }
    static void release(GMainContext* context) { g_main_context_unref(context); }
};

template <>
struct References<GSource> {
    static void retain(GSource* source) { g_source_ref(source); }
    static void release(GSource* source) { g_source_unref(source); }
};

}  // namespace cordon::gst

namespace cordon::trusted::rtsp {

// The main context of the RTSP server's thread, where alone a connection may be closed. Each connection is
// told once, by its server, and knows it from then on.
void set_server_context(GstRTSPClient* client, GMainContext* context);
[[nodiscard]] gst::GstPtr<GMainContext> server_context(GstRTSPClient* client);

}  // namespace cordon::trusted::rtsp
