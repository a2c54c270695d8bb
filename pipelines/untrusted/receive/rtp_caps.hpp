// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::receive {

// What GStreamer's depayloader is told of a track (application/x-rtp). Of the format parameters, a camera's
// words, only those travel that carry parameter sets or change the payload's layout, and only where they are
// written as RFC 6184 8.1 and RFC 7798 7.1 have them; the rest, and what is malformed, is left out.
[[nodiscard]] gst::GstPtr<GstCaps> rtp_caps(const rtsp::VideoTrack& track);

}  // namespace cordon::untrusted::receive
