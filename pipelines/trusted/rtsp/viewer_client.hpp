// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

#include "pipelines/trusted/rtsp/camera_source.hpp"

namespace cordon::trusted::rtsp {

// Whom an RTSP connection asks for cameras.
class CameraDirectory {
public:
    virtual ~CameraDirectory() = default;
    // nullptr when there is none of that name.
    [[nodiscard]] virtual CameraSource* find(std::string_view name) const = 0;
};

// A viewer's connection, as gst-rtsp-server's client with our rules: nothing can be sent to us (ANNOUNCE,
// RECORD: 405), a camera that has not shown a picture yet is 503 instead of a session that never begins, and
// RTP-Info names the packet that really comes first. `cameras` outlives its requests; `context` is the server
// thread's.
[[nodiscard]] GstRTSPClient* make_viewer_client(const CameraDirectory& cameras, GMainContext* context);

}  // namespace cordon::trusted::rtsp
