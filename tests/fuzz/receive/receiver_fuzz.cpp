// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/receive/depay_pipeline.hpp"
#include "pipelines/untrusted/rtsp/session.hpp"
#include "tests/fuzz/receive/hostile_server.hpp"

using namespace cordon::untrusted;

namespace {

constexpr std::uint32_t kLargest = 64 * 1024;
constexpr std::size_t kLargestScript = 256 * 1024;
constexpr unsigned kMostConnections = 3;
constexpr unsigned kMostPieces = 4096;

// What cordon-receive makes of a session, up to the access units it hands on.
class Receiver final : public rtsp::Session::Listener {
public:
    void on_playing(const rtsp::VideoTrack& track) override {
        CORDON_INVARIANT(!pipeline_ && !ended_, "a session plays once");
        auto made = receive::DepayPipeline::create(track, kLargest, [](const receive::CodedPicture& picture) {
            CORDON_INVARIANT(!picture.bytes.empty() && picture.bytes.size() <= kLargest, "within the limit");
        });
        if (made.ok()) {
            pipeline_ = std::move(made).value();
        }
    }
    void on_rtp(std::span<const std::byte> packet, cordon::base::MonotonicTime arrival) override {
        CORDON_INVARIANT(!ended_, "nothing comes after the end");
        if (pipeline_ != nullptr) {
            pipeline_->push(packet, arrival);
        }
    }
    void on_end(rtsp::SessionEnd /*end*/, const std::string& detail) override {
        CORDON_INVARIANT(!std::exchange(ended_, true), "a session ends once");
        CORDON_INVARIANT(detail.find("horse") == std::string::npos, "no password in the log");
    }
    [[nodiscard]] bool ended() const { return ended_; }

private:
    std::unique_ptr<receive::DepayPipeline> pipeline_;
    bool ended_ = false;
};

// Each request line names the one address, and no password goes out in clear unless the camera asked for
// Basic.
void check(const std::string& heard, const std::string& origin) {
    constexpr std::string_view kEndOfLine = " RTSP/1.0\r\n";
    for (auto end = heard.find(kEndOfLine); end != std::string::npos; end = heard.find(kEndOfLine, end + 1)) {
        const auto url = heard.rfind(' ', end - 1) + 1;
        CORDON_INVARIANT(heard.compare(url, origin.size(), origin) == 0, "every URL is the target's");
    }
    CORDON_INVARIANT(heard.find("horse") == std::string::npos, "no password in clear");
}

}  // namespace

// Everything a camera sends, over a real connection, through session, depayloader and parser: whatever it is,
// the session ends when the camera hangs up, at the one address, with nothing over its limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view script(reinterpret_cast<const char*>(data), std::min(size, kLargestScript));
    // What a camera says itself may come back to it.
    if (script.find("horse") != std::string_view::npos) {
        return 0;
    }
    boost::asio::io_context io(1);
    receive::HostileServer server(io, script);
    Receiver receiver;
    rtsp::CameraMemory memory{rtsp::TransportChoice({rtsp::TransportWay::kTcp})};
    rtsp::Target target;
    target.endpoint = server.endpoint();
    target.username = "operator";
    target.password = "horse";
    const std::string origin = "rtsp://127.0.0.1:" + std::to_string(target.endpoint.port());
    target.url = origin + "/live";
    rtsp::Session session(io, target, memory, receiver);
    session.start();
    unsigned pieces = 0;
    for (; !receiver.ended() && pieces < kMostPieces; ++pieces) {
        while (io.poll() > 0) {
        }
        server.go_on();
    }
    CORDON_INVARIANT(receiver.ended(), "a session ends with its connection");
    CORDON_INVARIANT(server.connections() <= kMostConnections, "two new connections at most");
    check(server.heard(), origin);
    return 0;
}
