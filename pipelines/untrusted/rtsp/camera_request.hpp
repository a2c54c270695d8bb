// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipelines/untrusted/rtsp/message.hpp"

namespace cordon::untrusted::rtsp {

// The answer to a request a camera sends us (RFC 2326 section 10: OPTIONS and parameters go both ways). It
// learns that we are there; there is nothing it can make us do.
Response answer_to(const Request& request);

}  // namespace cordon::untrusted::rtsp
