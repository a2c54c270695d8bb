// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/keepalive.hpp"
#include "pipelines/untrusted/rtsp/session_header.hpp"
#include "pipelines/untrusted/rtsp/transport.hpp"

using namespace cordon::untrusted::rtsp;

// The values of the Transport, Session and Public headers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view value(reinterpret_cast<const char*>(data), size);
    const auto transport = parse_transport(value);
    if (transport.channels) {
        CORDON_INVARIANT(transport.over_tcp, "channels are of TCP");
        CORDON_INVARIANT(transport.channels->rtp != transport.channels->rtcp, "two channels");
        CORDON_INVARIANT(
            parse_transport(interleaved_transport(*transport.channels)).channels == transport.channels,
            "written as it is read");
    }
    CORDON_INVARIANT(transport.server_port < 65535 && transport.group_port < 65535, "a port has a next one");
    CORDON_INVARIANT(transport.group.size() <= 45, "an address is bounded");
    const auto session = parse_session_header(value);
    CORDON_INVARIANT(session.id.find_first_of(" \r\n\t") == std::string::npos, "an id is one word");
    Keepalive keepalive(value);
    keepalive.set_timeout(session.timeout.value_or(keepalive.timeout()));
    CORDON_INVARIANT(keepalive.interval() >= std::chrono::seconds(1), "never faster than once a second");
    return 0;
}
