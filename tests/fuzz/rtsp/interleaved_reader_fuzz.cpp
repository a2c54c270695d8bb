// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

using namespace cordon::untrusted::rtsp;

// The first byte says in how large pieces the rest arrives. There is always room for more, and every byte is
// accounted for once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::size_t piece = std::size_t{data[0]} * 16 + 1;
    InterleavedReader reader;
    reader.expect_channel(0);
    reader.expect_channel(1);
    std::size_t taken = 0;
    for (std::size_t at = 1; at < size;) {
        const auto room = reader.prepare();
        CORDON_INVARIANT(!room.empty(), "there is room for more");
        const auto count = std::min({piece, room.size(), size - at});
        std::memcpy(room.data(), data + at, count);
        reader.commit(count);
        at += count;
        while (true) {
            const auto item = reader.next();
            if (!item.ok()) {
                return 0;
            }
            if (!item.value()) {
                break;
            }
            if (const auto* frame = std::get_if<InterleavedFrame>(&*item.value())) {
                taken += frame->payload.size();
                (void)parse_rtp_header(frame->payload);
            } else {
                const auto body = [](const auto& m) { return m.body.size(); };
                taken += std::visit(body, std::get<Message>(*item.value()));
            }
        }
    }
    CORDON_INVARIANT(taken + reader.skipped_bytes() < size, "no byte is handed out twice");
    return 0;
}
