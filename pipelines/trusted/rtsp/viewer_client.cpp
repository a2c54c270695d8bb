// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/viewer_client.hpp"

#include <algorithm>
#include <string>

#include "pipelines/trusted/rtsp/life_sign.hpp"
#include "pipelines/trusted/rtsp/server_context.hpp"
#include "pipelines/trusted/rtsp/stream_media.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr guint kLargestBody = 4096;  // bytes; only SET_PARAMETER has one, and it sets nothing
// A connection that has had a session is closed when it has had none for so long: over UDP nothing else tells
// that its viewer is gone.
constexpr gint kWithoutSession = 5;  // s
constexpr const char* kPublic =
    "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";

struct ViewerClient {
    GstRTSPClient parent;
    const CameraDirectory* cameras;
};
struct ViewerClientClass {
    GstRTSPClientClass parent;
};

const CameraDirectory& cameras_of(GstRTSPClient* client) {
    return *reinterpret_cast<ViewerClient*>(client)->cameras;
}

// gst-rtsp-server calls it a bad request when a media cannot be made (make_media_factory).
GstRTSPStatusCode adjust_error(GstRTSPClient* client, GstRTSPContext* context, GstRTSPStatusCode code) {
    const std::string_view path = context->uri == nullptr ? "" : context->uri->abspath;
    const std::string_view name = path.substr(std::min<std::size_t>(1, path.size()));
    const CameraSource* camera = cameras_of(client).find(name.substr(0, name.find('/')));
    const bool dark = camera != nullptr && camera->last_keyframe() == nullptr;
    return dark && code == GST_RTSP_STS_BAD_REQUEST ? GST_RTSP_STS_SERVICE_UNAVAILABLE : code;
}

// The media of the session a request is about (PAUSE leaves context->media empty).
StreamMedia* media_of(GstRTSPContext* context) {
    return context->sessmedia == nullptr
               ? nullptr
               : StreamMedia::of(gst_rtsp_session_media_get_media(context->sessmedia));
}

GstRTSPStatusCode refuse_method(GstRTSPClient* /*client*/, GstRTSPContext* /*context*/) {
    return GST_RTSP_STS_METHOD_NOT_ALLOWED;
}

GstRTSPStatusCode on_options(GstRTSPClient* /*client*/, GstRTSPContext* context) {
    gst_rtsp_message_remove_header(context->response, GST_RTSP_HDR_PUBLIC, -1);
    gst_rtsp_message_add_header(context->response, GST_RTSP_HDR_PUBLIC, kPublic);
    return GST_RTSP_STS_OK;
}

// `header` with the value behind "name=" replaced.
std::string replace_field(std::string header, std::string_view name, std::uint32_t value) {
    const std::size_t begin = header.find(name);
    if (begin != std::string::npos) {
        const std::size_t value_begin = begin + name.size();
        const std::size_t end = header.find_first_of(";,", value_begin);
        header.replace(value_begin, (end == std::string::npos ? header.size() : end) - value_begin,
                       std::to_string(value));
    }
    return header;
}

GstRTSPStatusCode on_play_response(GstRTSPClient* /*client*/, GstRTSPContext* context) {
    const StreamMedia* media = media_of(context);
    gchar* header = nullptr;
    if (media != nullptr &&
        gst_rtsp_message_get_header(context->response, GST_RTSP_HDR_RTP_INFO, &header, 0) == GST_RTSP_OK) {
        const StreamMedia::NextPacket next = media->next_packet();
        std::string corrected = replace_field(header, ";seq=", next.sequence_number);
        corrected = replace_field(std::move(corrected), ";rtptime=", next.timestamp);
        gst_rtsp_message_remove_header(context->response, GST_RTSP_HDR_RTP_INFO, -1);
        gst_rtsp_message_add_header(context->response, GST_RTSP_HDR_RTP_INFO, corrected.c_str());
    }
    return GST_RTSP_STS_OK;
}

// A player shows the camera's title as the name of what it plays.
GstSDPMessage* describe(GstRTSPClient* client, GstRTSPMedia* media) {
    auto* base = GST_RTSP_CLIENT_CLASS(g_type_class_peek(GST_TYPE_RTSP_CLIENT));
    GstSDPMessage* description = base->create_sdp(client, media);
    if (const StreamMedia* ours = StreamMedia::of(media); ours != nullptr && description != nullptr) {
        gst_sdp_message_set_session_name(description, ours->title().c_str());
        gst_sdp_message_set_information(description, "Cordon " CORDON_VERSION);
    }
    return description;
}

void on_message(GstRTSPClient* /*client*/, GstRTSPContext* /*context*/, GstRTSPMessage* response) {
    gst_rtsp_message_remove_header(response, GST_RTSP_HDR_SERVER, -1);
    gst_rtsp_message_add_header(response, GST_RTSP_HDR_SERVER, "Cordon/" CORDON_VERSION);
}

// What plays stays as it was agreed upon (RFC 2326, 10.4): gst-rtsp-server 1.22 would change it under the
// threads that send.
GstRTSPStatusCode before_setup(GstRTSPClient* /*client*/, GstRTSPContext* context) {
    const StreamMedia* media = StreamMedia::of(context->media);
    return media != nullptr && media->is_playing() ? GST_RTSP_STS_METHOD_NOT_VALID_IN_THIS_STATE
                                                   : GST_RTSP_STS_OK;
}

void on_setup(GstRTSPClient* /*client*/, GstRTSPContext* context) {
    leave_life_signs(context->session, context->trans);
}

void on_play(GstRTSPClient* client, GstRTSPContext* context) {
    if (StreamMedia* media = media_of(context)) {
        media->play(client, context->sessmedia);
    }
}

void on_pause(GstRTSPClient* /*client*/, GstRTSPContext* context) {
    if (StreamMedia* media = media_of(context)) {
        media->pause();
    }
}

// Nothing follows the answer.
GstRTSPStatusCode before_teardown(GstRTSPClient* client, GstRTSPContext* context) {
    on_pause(client, context);
    return GST_RTSP_STS_OK;
}

void initialise_class(gpointer klass, gpointer /*data*/) {
    GstRTSPClientClass* client = GST_RTSP_CLIENT_CLASS(klass);
    client->create_sdp = describe;
    client->send_message = on_message;
    client->pre_options_request = on_options;
    client->adjust_error_code = adjust_error;
    client->pre_announce_request = refuse_method;
    client->pre_record_request = refuse_method;
    client->adjust_play_response = on_play_response;
    client->pre_setup_request = before_setup;
    client->setup_request = on_setup;
    client->play_request = on_play;
    client->pause_request = on_pause;
    client->pre_teardown_request = before_teardown;
}

GType viewer_client_type() {
    static const GType kType =
        g_type_register_static_simple(GST_TYPE_RTSP_CLIENT, "CordonViewerClient", sizeof(ViewerClientClass),
                                      initialise_class, sizeof(ViewerClient), nullptr, GTypeFlags{});
    return kType;
}

}  // namespace

GstRTSPClient* make_viewer_client(const CameraDirectory& cameras, GMainContext* context) {
    GstRTSPClient* client = GST_RTSP_CLIENT(g_object_new(viewer_client_type(), nullptr));
    reinterpret_cast<ViewerClient*>(client)->cameras = &cameras;
    gst_rtsp_client_set_content_length_limit(client, kLargestBody);
    g_object_set(client, "post-session-timeout", kWithoutSession, nullptr);
    set_server_context(client, context);
    return client;
}

}  // namespace cordon::trusted::rtsp
