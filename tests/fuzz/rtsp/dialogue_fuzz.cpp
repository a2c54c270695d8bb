// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <string>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/dialogue.hpp"
#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"

using namespace cordon::untrusted::rtsp;

namespace {

constexpr std::string_view kOrigin = "rtsp://camera:554";
constexpr unsigned kMostRequests = 64;

// Counts what the dialogue says and checks each word of it. False once it is over.
class Witness {
public:
    bool hear(Dialogue& dialogue, Dialogue::Step step) {
        for (;;) {
            if (std::holds_alternative<Dialogue::Reconnect>(step)) {
                CORDON_INVARIANT(++reconnects_ <= 2, "two new connections at most");
                step = dialogue.on_connected();
            } else if (std::holds_alternative<Dialogue::OpenPorts>(step)) {
                step = dialogue.on_ports(5000);
            } else {
                break;
            }
        }
        if (const auto* say = std::get_if<Dialogue::Send>(&step)) {
            CORDON_INVARIANT(++requests_ <= kMostRequests, "a dialogue comes to an end");
            check(say->request);
        }
        return std::holds_alternative<Dialogue::Send>(step) || std::holds_alternative<Dialogue::Wait>(step);
    }

    static void check(const Request& request) {
        CORDON_INVARIANT(request.url.starts_with(kOrigin), "every URL is the target's");
        const auto text = serialise(request);
        const auto breaks = std::count(text.begin(), text.end(), '\n');
        CORDON_INVARIANT(breaks == static_cast<std::ptrdiff_t>(request.headers.size()) + 3,
                         "a line for each header");
        CORDON_INVARIANT(text.find("horse") == std::string::npos, "no password in clear");
    }

private:
    unsigned reconnects_ = 0;
    unsigned requests_ = 0;
};

}  // namespace

// Everything a camera says from the first byte on: whatever it is, we come to an end, and talk to the target
// only.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.find("horse") != std::string_view::npos || text.find("Basic") != std::string_view::npos) {
        return 0;
    }
    CameraMemory memory{TransportChoice({TransportWay::kTcp, TransportWay::kUdp, TransportWay::kMulticast})};
    Dialogue dialogue(std::string(kOrigin) + "/live", "operator", "horse", "cafe", memory);
    Witness witness;
    InterleavedReader reader;
    bool goes_on = witness.hear(dialogue, dialogue.on_connected());
    for (std::size_t at = 0; goes_on && at < size;) {
        const auto room = reader.prepare();
        const auto count = std::min(room.size(), size - at);
        std::memcpy(room.data(), data + at, count);
        reader.commit(count);
        at += count;
        while (goes_on) {
            const auto item = reader.next();
            if (!item.ok()) {
                return 0;
            }
            if (!item.value()) {
                break;
            }
            const auto* message = std::get_if<Message>(&*item.value());
            if (message != nullptr && std::holds_alternative<Response>(*message)) {
                goes_on = witness.hear(dialogue, dialogue.on_response(std::get<Response>(*message)));
            }
        }
    }
    if (dialogue.has_session()) {
        Witness::check(dialogue.session_request("TEARDOWN"));
    } else if (goes_on) {
        (void)witness.hear(dialogue, dialogue.on_closed());
    }
    return 0;
}
