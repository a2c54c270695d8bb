// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/media_factory.hpp"

#include "pipelines/trusted/rtsp/stream_media.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr guint kUdpSendBuffer = 1U << 20U;  // bytes: a keyframe leaves in one burst

struct MediaFactory {
    GstRTSPMediaFactory parent;
    CameraSource* camera;
};
struct MediaFactoryClass {
    GstRTSPMediaFactoryClass parent;
};

CameraSource& camera_of(GstRTSPMediaFactory* factory) {
    return *reinterpret_cast<MediaFactory*>(factory)->camera;
}

// Without a picture there is nothing to describe: gst-rtsp-server would wait for one, and everybody else's
// connection with it.
GstRTSPMedia* construct(GstRTSPMediaFactory* factory, const GstRTSPUrl* url) {
    if (camera_of(factory).last_keyframe() == nullptr) {
        return nullptr;
    }
    auto* base = GST_RTSP_MEDIA_FACTORY_CLASS(g_type_class_peek(GST_TYPE_RTSP_MEDIA_FACTORY));
    return base->construct(factory, url);
}

GType media_factory_type() {
    static const GType kType = g_type_register_static_simple(
        GST_TYPE_RTSP_MEDIA_FACTORY, "CordonMediaFactory", sizeof(MediaFactoryClass),
        [](gpointer klass, gpointer) { GST_RTSP_MEDIA_FACTORY_CLASS(klass)->construct = construct; },
        sizeof(MediaFactory), nullptr, GTypeFlags{});
    return kType;
}

}  // namespace

GstRTSPMediaFactory* make_media_factory(CameraSource& camera) {
    GstRTSPMediaFactory* factory = GST_RTSP_MEDIA_FACTORY(g_object_new(media_factory_type(), nullptr));
    reinterpret_cast<MediaFactory*>(factory)->camera = &camera;
    gst_rtsp_media_factory_set_launch(factory, StreamMedia::kLaunchLine);
    gst_rtsp_media_factory_set_shared(factory, FALSE);
    gst_rtsp_media_factory_set_transport_mode(factory, GST_RTSP_TRANSPORT_MODE_PLAY);
    gst_rtsp_media_factory_set_protocols(
        factory, static_cast<GstRTSPLowerTrans>(GST_RTSP_LOWER_TRANS_UDP | GST_RTSP_LOWER_TRANS_TCP));
    gst_rtsp_media_factory_set_latency(factory, 0);
    gst_rtsp_media_factory_set_buffer_size(factory, kUdpSendBuffer);
    g_signal_connect(factory, "media-configure",
                     G_CALLBACK(+[](GstRTSPMediaFactory* owner, GstRTSPMedia* media, gpointer) {
                         StreamMedia::attach(media, camera_of(owner));
                     }),
                     nullptr);
    return factory;
}

}  // namespace cordon::trusted::rtsp
