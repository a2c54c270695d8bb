// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <span>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/media_flow.hpp"

using namespace cordon::untrusted::rtsp;

// Datagrams of up to 63 bytes, each behind a byte that says how it comes and one with its length: put in
// order, counted and passed on, each at most once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::uint8_t kRtcp = 1;
    constexpr std::uint8_t kInterleaved = 2;
    constexpr std::uint8_t kPlayAnswered = 4;
    boost::asio::io_context io(1);
    std::size_t taken = 0;
    std::size_t passed = 0;
    MediaFlow flow(io, [&](std::span<const std::byte> packet, cordon::base::MonotonicTime /*arrival*/) {
        CORDON_INVARIANT(packet.size() >= 12, "only what has a header is passed on");
        ++passed;
    });
    bool playing = false;
    auto rest = std::as_bytes(std::span(data, size));
    cordon::base::MonotonicTime now{};
    while (rest.size() > 1) {
        const auto how = std::to_integer<std::uint8_t>(rest[0]);
        const auto length = std::min(std::to_integer<std::size_t>(rest[1]) & 63U, rest.size() - 2);
        const auto packet = rest.subspan(2, length);
        rest = rest.subspan(2 + length);
        now += std::chrono::milliseconds(how >> 3U);
        if ((how & kPlayAnswered) != 0 && !playing) {
            playing = true;
            flow.begin(90000);
        }
        ++taken;
        if ((how & kInterleaved) != 0) {
            flow.on_interleaved((how & kRtcp) != 0, packet, now);
        } else {
            flow.on_datagram((how & kRtcp) != 0, packet, now);
        }
        CORDON_INVARIANT(passed <= taken, "each packet is passed on at most once");
        if (playing) {
            CORDON_INVARIANT(flow.report(now).has_value(), "without ports of ours a report goes over TCP");
        }
    }
    flow.close();
    return 0;
}
