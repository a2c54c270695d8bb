// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/message.hpp"

using namespace cordon::untrusted::rtsp;

// Whatever can be read can be written, and then read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = parse_head({reinterpret_cast<const char*>(data), size});
    if (!message.ok()) {
        return 0;
    }
    (void)body_size(message.value());
    const auto write = [](const auto& m) { return serialise(m); };
    const auto written = std::visit(write, message.value());
    const auto again = parse_head(written);
    if (again.ok()) {
        CORDON_INVARIANT(again.value().index() == message.value().index(), "a message stays what it is");
        if (const auto* response = std::get_if<Response>(&message.value())) {
            CORDON_INVARIANT(std::get<Response>(again.value()).status == response->status, "a status stays");
        }
    }
    return 0;
}
