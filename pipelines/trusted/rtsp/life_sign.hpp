// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

namespace cordon::trusted::rtsp {

// What prolongs a session besides requests: packets that are taken, and reports (RFC 2326, 12.37). They are
// noticed on other threads than the server's, also just after the session's end, and gst-rtsp-server 1.22
// would have them touch it then. So they leave a sign, which session and transport share, and the server's
// thread looks for it. Both functions are for that thread.

// Before the transport plays, and again after each SETUP of it.
void leave_life_signs(GstRTSPSession* session, GstRTSPStreamTransport* transport);
// Prolongs the session if there was a sign since the last call.
void heed_life_sign(GstRTSPSession* session);

}  // namespace cordon::trusted::rtsp
