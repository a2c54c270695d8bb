// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "pipelines/trusted/rtsp/rtsp_server.hpp"
#include "tests/support/stream/test_picture_source.hpp"
#include "tests/unit/pipelines/trusted/rtsp/rtsp_viewer.hpp"

namespace cordon::trusted::rtsp {

// A server of two cameras on loopback, whose pictures are the test's.
class RtspServerTest : public ::testing::Test {
protected:
    void serve(std::uint32_t most_viewers) {
        auto server =
            RtspServer::create(registry_, {.address = "127.0.0.1", .port = 0, .most_viewers = most_viewers});
        ASSERT_TRUE(server.ok()) << server.error().message;
        server_ = std::move(server).value();
        server_->start();
    }
    void SetUp() override { serve(16); }

    stream::Stream& gate() { return *registry_.find("gate"); }
    void publish(bool keyframe = false) {
        gate().publish(pictures_.next(base::MonotonicClock().now(), keyframe));
    }
    void go_live() {
        (void)gate().take_keyframe_request();  // the server's own, when it began to listen
        publish(true);
        gate().set_state(stream::PictureState::kLive, base::MonotonicClock().now());
    }
    // Reads one access unit's packets; how many.
    static int read_access_unit(tests::RtspViewer& viewer) {
        int packets = 1;
        while (!viewer.read_rtp().marker()) {
            ++packets;
        }
        return packets;
    }
    static void eventually(const std::function<bool()>& condition) {
        while (!condition()) {
            std::this_thread::yield();
        }
    }

    stream::StreamRegistry registry_{{{"gate", "North gate", 320, 192}, {"yard", "Yard", 320, 192}}};
    tests::TestPictureSource pictures_{320, 192, 25};
    std::unique_ptr<RtspServer> server_;
};

}  // namespace cordon::trusted::rtsp
