// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/base/result.hpp"

namespace cordon::trusted::rtsp {

// Starts GStreamer with what gst-rtsp-server needs to send H.264, and makes one of each element, so that
// nothing is left to be loaded later. The first call does it, for the process; all give its outcome.
base::Result<> start_rtsp_plugins();

}  // namespace cordon::trusted::rtsp
