// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/authentication.hpp"
#include "pipelines/untrusted/rtsp/message.hpp"

using namespace cordon::untrusted::rtsp;

// A 401 with any headers is answered, if at all, in one line that does not hold the password.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string headers(reinterpret_cast<const char*>(data), size);
    const auto message = parse_head("RTSP/1.0 401 No\r\nWWW-Authenticate: " + headers);
    if (!message.ok()) {
        return 0;
    }
    const auto& response = std::get<Response>(message.value());
    Authenticator authenticator("operator", "correct horse", "cafe");
    const auto challenges = parse_challenges(response.headers.find_all("WWW-Authenticate"));
    (void)authenticator.adopt(challenges);
    CORDON_INVARIANT(authenticator.adopt(challenges) != Authenticator::Verdict::kChanged,
                     "one answer is enough");
    const auto answer = authenticator.authorization("DESCRIBE", "rtsp://camera/").value_or("");
    const bool one_line =
        std::none_of(answer.begin(), answer.end(), [](char c) { return c == '\r' || c == '\n'; });
    CORDON_INVARIANT(one_line, "an answer is one line");
    const bool camera_said_it = headers.find("correct horse") != std::string::npos;
    CORDON_INVARIANT(camera_said_it || answer.find("correct horse") == std::string::npos,
                     "no password in clear");
    return 0;
}
