// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/server_context.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr const char* kDataName = "cordon-context";

}  // namespace

void set_server_context(GstRTSPClient* client, GMainContext* context) {
    g_object_set_data_full(G_OBJECT(client), kDataName, g_main_context_ref(context),
                           [](gpointer data) { g_main_context_unref(static_cast<GMainContext*>(data)); });
}

gst::GstPtr<GMainContext> server_context(GstRTSPClient* client) {
    return gst::retain(static_cast<GMainContext*>(g_object_get_data(G_OBJECT(client), kDataName)));
}

}  // namespace cordon::trusted::rtsp
