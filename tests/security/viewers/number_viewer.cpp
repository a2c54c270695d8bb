// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/security/viewers/number_viewer.hpp"

#include <utility>

#include "tests/security/viewers/numbered_pictures.hpp"
#include "tests/unit/pipelines/trusted/rtsp/rtsp_viewer.hpp"
#include "tests/unit/pipelines/trusted/web/stream_player.hpp"

namespace cordon::tests {
namespace {

class RtspNumberViewer final : public NumberViewer {
public:
    explicit RtspNumberViewer(std::uint16_t port) : viewer_(port) {}

    bool play(const std::string& camera) { return viewer_.play(camera).starts_with("RTSP/1.0 200 "); }

    std::optional<std::uint32_t> next() override {
        bool whole = true;
        while (true) {
            const RtspViewer::Packet packet = viewer_.read_rtp();
            if (packet.bytes.empty()) {
                return std::nullopt;
            }
            const auto expected =
                std::exchange(expected_, static_cast<std::uint16_t>(packet.sequence_number() + 1));
            whole = whole && packet.sequence_number() == expected.value_or(packet.sequence_number());
            if (packet.marker()) {
                return whole ? number_at_end_of(std::as_bytes(std::span(packet.bytes))) : 0;
            }
        }
    }

private:
    RtspViewer viewer_;
    std::optional<std::uint16_t> expected_;
};

class PageNumberViewer final : public NumberViewer {
public:
    explicit PageNumberViewer(std::uint16_t port)
        : player_(io_, {boost::asio::ip::make_address("127.0.0.1"), port}) {}

    bool play(const std::string& camera) {
        boost::beast::error_code error;
        player_.socket.handshake("127.0.0.1", "/streams/" + camera, error);
        return !error;
    }

    std::optional<std::uint32_t> next() override {
        std::string message;
        do {
            message = player_.read_binary();
        } while (message.substr(0, 8).ends_with("ftyp"));
        if (message.empty()) {
            return std::nullopt;
        }
        return number_at_end_of(std::as_bytes(std::span(message)));
    }

private:
    boost::asio::io_context io_;
    StreamPlayer player_;
};

template <typename Viewer>
std::unique_ptr<NumberViewer> watch(std::uint16_t port, const std::string& camera) {
    auto viewer = std::make_unique<Viewer>(port);
    return viewer->play(camera) ? std::move(viewer) : nullptr;
}

}  // namespace

std::unique_ptr<NumberViewer> watch_over_rtsp(std::uint16_t port, const std::string& camera) {
    return watch<RtspNumberViewer>(port, camera);
}

std::unique_ptr<NumberViewer> watch_on_the_page(std::uint16_t port, const std::string& camera) {
    return watch<PageNumberViewer>(port, camera);
}

}  // namespace cordon::tests
