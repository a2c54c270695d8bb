// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::untrusted::rtsp {

// Why a session ended, or never began.
enum class SessionEnd {
    kUnreachable,           // connect timed out, no route
    kRefused,               // connection refused or reset before an answer
    kAuthenticationFailed,  // 401 or 403 with the credentials we have, or none given
    kNotFound,              // 404, 454-ish replies to the path
    kUnsupportedCodec,      // no video track of a codec we take
    kProtocolError,         // not RTSP, or past every limit
    kTimedOut,              // no answer to a request
    kClosed,                // the camera closed the connection
    kStopped,               // stop() was called
    kSessionLimit,          // no session free (453, 503)
    kRedirected,            // 301, 302 and their kin: never followed
    kNoTransport,           // it sends no way that is allowed (461, 406)
    kUntrusted,             // its certificate is not the one we trust
};

}  // namespace cordon::untrusted::rtsp
