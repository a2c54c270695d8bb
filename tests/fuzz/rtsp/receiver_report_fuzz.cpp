// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <span>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/receiver_report.hpp"

using namespace cordon::untrusted::rtsp;

// Packets of up to 31 bytes, each behind its length, RTP and RTCP as they look; a report after each.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ReceiverReport report(1, "someone", 90000);
    auto rest = std::as_bytes(std::span(data, size));
    cordon::base::MonotonicTime now{};
    while (!rest.empty()) {
        const auto length = std::min(std::to_integer<std::size_t>(rest.front()) & 31U, rest.size() - 1);
        const auto packet = rest.subspan(1, length);
        rest = rest.subspan(1 + length);
        now += std::chrono::milliseconds(37);
        if (is_rtcp(packet)) {
            report.on_rtcp(packet, now);
        } else if (const auto header = parse_rtp_header(packet)) {
            report.on_rtp(*header, now);
        }
        CORDON_INVARIANT(report.build(now).size() % 4 == 0, "RTCP is made of 32-bit words");
    }
    return 0;
}
