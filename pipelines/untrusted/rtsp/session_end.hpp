// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::untrusted::rtsp {

// Why a session ended, or never began.
enum class SessionEnd {
    kUnreachable,           // connect timed out, no route
    kRefused,               // connection refused or reset before an answer; no session free (453, 503)
    kAuthenticationFailed,  // 401 or 403 with the credentials we have, or none given
    kNotFound,              // 404, 454-ish replies to the path
    kUnsupportedCodec,      // no video track of a codec we take
    kProtocolError,         // not RTSP, or past every limit
    kTimedOut,              // no answer to a request
    kClosed,                // the camera closed the connection
    kStopped,               // stop() was called
};

}  // namespace cordon::untrusted::rtsp
