// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Viewers of the RTSP server who do not keep to what is agreed upon, or are gone.
#include <functional>
#include <future>
#include <memory>
#include <vector>

#include <gmock/gmock.h>

#include "tests/unit/pipelines/trusted/rtsp/rtsp_server_fixture.hpp"
#include "tests/unit/pipelines/trusted/rtsp/udp_socket_pair.hpp"

namespace cordon::trusted::rtsp {
namespace {

using ::testing::StartsWith;
using tests::RtspViewer;

// Hears a stream's pictures before viewers who come later do: what it does then, they wait for.
class Predecessor final : public stream::Viewer {
public:
    void on_access_unit(const stream::AccessUnitPtr& /*access_unit*/) noexcept override {
        if (action) {
            action();
        }
    }
    void on_state(stream::PictureState /*state*/, base::MonotonicTime /*since*/) noexcept override {}
    [[nodiscard]] std::size_t audience() const noexcept override { return 0; }

    std::function<void()> action;
};

// The media is taken down on a thread of its own, after its session and its connection; or else on the
// server's, which then waits for the picture.
TEST_F(RtspServerTest, APictureMayComeToAViewerWhoHasVanishedMeanwhile) {
    constexpr std::chrono::seconds kPatience{1};
    server_.reset();
    serve(1);
    go_live();
    Predecessor first;
    const auto subscription = gate().subscribe(first);
    for (int i = 0; i < 3; ++i) {
        std::unique_ptr<RtspViewer> viewer;
        eventually([&] {
            viewer = std::make_unique<RtspViewer>(server_->port());
            return viewer->play("gate").starts_with("RTSP/1.0 200 OK");
        });
        eventually([&] { return gate().viewer_count() == 1; });
        publish(true);
        EXPECT_TRUE(viewer->read_rtp().is_rtp());
        std::future<void> gone;
        first.action = [&] {
            viewer.reset();
            // Somebody else is let in once nothing is left of its connection.
            gone = std::async(std::launch::async, [&] {
                eventually([&] { return !RtspViewer(server_->port()).ask("OPTIONS", "/gate").empty(); });
            });
            gone.wait_for(kPatience);
        };
        publish(true);
        gone.get();
        first.action = nullptr;
        eventually([&] { return gate().viewer_count() == 0; });
    }
}

// RFC 2326, 10.4.
TEST_F(RtspServerTest, LeavesATransportThatPlaysAsItIs) {
    constexpr const char* kSetup = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
    go_live();
    RtspViewer viewer(server_->port());
    viewer.play("gate");
    eventually([&] { return gate().take_keyframe_request(); });
    EXPECT_THAT(viewer.ask("SETUP", "/gate/stream=0", kSetup), StartsWith("RTSP/1.0 455 "));
    publish(true);
    EXPECT_TRUE(viewer.read_rtp().is_rtp());
}

// As is one whose session has run out: a viewer over UDP who vanishes says nothing.
TEST_F(RtspServerTest, ClosesAConnectionWhoseSessionHasEndedAndFreesItsPlace) {
    server_.reset();
    serve(1);
    go_live();
    const tests::UdpSocketPair sockets;
    RtspViewer viewer(server_->port());
    EXPECT_THAT(viewer.play("gate", "RTP/AVP;unicast;client_port=" + sockets.ports()),
                StartsWith("RTSP/1.0 200 OK"));
    EXPECT_THAT(viewer.ask("TEARDOWN", "/gate"), StartsWith("RTSP/1.0 200 OK"));
    EXPECT_TRUE(viewer.read().bytes.empty()) << "until it is hung up on";
    EXPECT_EQ(viewer.ask("OPTIONS", "/gate"), "");
    eventually([&] { return !RtspViewer(server_->port()).ask("OPTIONS", "/gate").empty(); });
}

TEST_F(RtspServerTest, StopsThoughViewersComeBackAtOnce) {
    constexpr std::size_t kViewers = 8;
    go_live();
    const std::uint16_t port = server_->port();
    std::vector<std::future<void>> viewers;
    for (std::size_t i = 0; i < kViewers; ++i) {
        viewers.push_back(std::async(std::launch::async, [port] {
            while (true) {
                RtspViewer viewer(port);
                if (!viewer.connected()) {
                    return;
                }
                viewer.play("gate");
                while (!viewer.read().bytes.empty()) {
                }
            }
        }));
    }
    eventually([&] { return gate().viewer_count() == kViewers; });
    server_.reset();
    EXPECT_EQ(gate().viewer_count(), 0U);
}

// gst-rtsp-server 1.22 reads all of it before it looks at anybody else, in one go and into memory.
TEST_F(RtspServerTest, HangsUpOnAViewerWhoseRequestHasNoEnd) {
    go_live();
    std::string headers;
    while (headers.size() < 100'000) {
        headers += "a:b\r\n";
    }
    RtspViewer flooding(server_->port());
    RtspViewer other(server_->port());
    EXPECT_THAT(other.ask("OPTIONS", "/gate"), StartsWith("RTSP/1.0 200 OK"));
    testing::internal::CaptureStderr();
    flooding.say("OPTIONS rtsp://127.0.0.1/gate RTSP/1.0\r\nCSeq: 1\r\n");
    while (flooding.say(headers)) {
    }
    EXPECT_THAT(other.ask("OPTIONS", "/gate"), StartsWith("RTSP/1.0 200 OK"));
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "W rtsp: a viewer who sends without end is disconnected\n");
}

}  // namespace
}  // namespace cordon::trusted::rtsp
