// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/camera_request.hpp"

namespace cordon::untrusted::rtsp {

Response answer_to(const Request& request) {
    Response response;
    const bool harmless =
        request.method == "OPTIONS" || request.method == "GET_PARAMETER" || request.method == "SET_PARAMETER";
    response.status = harmless ? 200 : 501;
    response.sequence = request.sequence;
    if (request.method == "OPTIONS") {
        response.headers.add("Public", "OPTIONS, GET_PARAMETER, SET_PARAMETER");
    }
    return response;
}

}  // namespace cordon::untrusted::rtsp
