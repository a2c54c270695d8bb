// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

#include "pipelines/trusted/rtsp/camera_source.hpp"

namespace cordon::trusted::rtsp {

// Makes a media for each viewer of one camera: what it sends, and how. Makes none before the camera's first
// keyframe. The caller owns the factory; `camera` outlives it.
[[nodiscard]] GstRTSPMediaFactory* make_media_factory(CameraSource& camera);

}  // namespace cordon::trusted::rtsp
