// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Invariant 10, for viewers: who takes nothing loses pictures of its own, and nobody else's, be it the same
// stream, another one or the other protocol. Both real servers, and viewers over real sockets.
#include <algorithm>
#include <array>
#include <list>
#include <thread>

#include <gtest/gtest.h>

#include "pipelines/trusted/rtsp/interleaved_sender.hpp"
#include "pipelines/trusted/rtsp/rtsp_server.hpp"
#include "pipelines/trusted/web/web_server.hpp"
#include "pipelines/trusted/web/websocket_session.hpp"
#include "tests/security/viewers/numbered_pictures.hpp"
#include "tests/security/viewers/witness.hpp"

namespace cordon::tests {
namespace {

using trusted::rtsp::InterleavedSender;
using trusted::rtsp::RtspServer;
using trusted::web::WebServer;
using trusted::web::WebSocketSession;

constexpr std::size_t kGate = 0;
constexpr std::size_t kYard = 1;
constexpr std::array kCameras{"gate", "yard"};
// How far who reads may be behind before the next pictures come: far less than what makes a viewer slow.
constexpr std::uint32_t kAhead = 4;
// Twice what the slow ones' queues and connections hold.
constexpr std::uint32_t kManyPictures = 120;

class SlowViewers : public testing::Test {
protected:
    void SetUp() override {
        auto rtsp = RtspServer::create(streams_, {.address = "127.0.0.1", .port = 0});
        ASSERT_TRUE(rtsp.ok()) << rtsp.error().message;
        rtsp_ = std::move(rtsp).value();
        auto web = WebServer::create(streams_, *status_, {.address = "127.0.0.1", .port = 0});
        ASSERT_TRUE(web.ok()) << web.error().message;
        web_ = std::move(web).value();
        rtsp_->start();
        web_->start();
        publish(1, true);
        for (const auto& stream : streams_.streams()) {
            stream->set_state(trusted::stream::PictureState::kLive, base::MonotonicClock().now());
        }
    }
    void TearDown() override {
        // Before the witnesses, who read until the servers hang up.
        web_.reset();
        rtsp_.reset();
    }

    trusted::stream::Stream& stream(std::size_t camera) { return *streams_.streams()[camera]; }
    void await_viewers(std::size_t camera, std::size_t viewers) {
        while (stream(camera).viewer_count() != viewers) {
            std::this_thread::yield();
        }
    }
    std::unique_ptr<NumberViewer> watch(std::size_t camera, bool over_rtsp) {
        const std::size_t others = stream(camera).viewer_count();
        auto viewer = over_rtsp ? watch_over_rtsp(rtsp_->port(), kCameras[camera])
                                : watch_on_the_page(web_->port(), kCameras[camera]);
        EXPECT_NE(viewer, nullptr) << kCameras[camera];
        await_viewers(camera, others + 1);
        return viewer;
    }
    // Two viewers of the gate, who read nothing.
    void slow_ones_come() { slow_ = {watch(kGate, true), watch(kGate, false)}; }
    // For each camera one viewer of each protocol, who read all there is, from the keyframe on that comes
    // next.
    void witnesses_come() {
        first_ = pictures_[kGate].last_number() + 1;
        for (const std::size_t camera : {kGate, kYard}) {
            witnesses_[camera].emplace_back(watch(camera, true));
            witnesses_[camera].emplace_back(watch(camera, false));
        }
        publish(1, true);
    }
    // Puts pictures of both cameras on air, each when all witnesses have nearly caught up.
    void publish(std::uint32_t pictures, bool keyframe = false) {
        for (std::uint32_t i = 0; i < pictures && !HasFatalFailure(); ++i) {
            for (const std::size_t camera : {kGate, kYard}) {
                const bool wanted = stream(camera).take_keyframe_request();
                stream(camera).publish(pictures_[camera].next(wanted || (keyframe && i == 0)));
            }
            most_alive_ = std::max(most_alive_, pictures_[kGate].bytes_alive());
            await_witnesses(kAhead);
        }
        await_witnesses(0);
    }
    void await_witnesses(std::uint32_t behind) {
        for (const std::size_t camera : {kGate, kYard}) {
            const std::uint32_t last = pictures_[camera].last_number();
            for (Witness& witness : witnesses_[camera]) {
                ASSERT_TRUE(last < first_ + behind || witness.await(last - behind))
                    << kCameras[camera] << " " << last;
            }
        }
    }
    // Every witness has seen every picture, from `first_` or before, in order.
    void expect_no_gaps() {
        for (const std::size_t camera : {kGate, kYard}) {
            for (const Witness& witness : witnesses_[camera]) {
                const auto seen = witness.seen();
                ASSERT_FALSE(seen.empty()) << kCameras[camera];
                EXPECT_LE(seen.front(), first_) << kCameras[camera];
                EXPECT_EQ(seen.back(), pictures_[camera].last_number()) << kCameras[camera];
                for (std::size_t i = 1; i < seen.size(); ++i) {
                    ASSERT_EQ(seen[i], seen[i - 1] + 1) << kCameras[camera];
                }
            }
        }
    }

    trusted::stream::StreamRegistry streams_{{{"gate", "Gate", 320, 320}, {"yard", "Yard", 320, 320}}};
    std::unique_ptr<boundary::PublisherStatus> status_ = std::make_unique<boundary::PublisherStatus>();
    std::array<NumberedPictures, 2> pictures_;
    std::uint32_t first_ = 1;     // the picture the last witnesses begin with
    std::size_t most_alive_ = 0;  // bytes of the gate's pictures that somebody held at once
    std::array<std::unique_ptr<NumberViewer>, 2> slow_;
    std::array<std::list<Witness>, 2> witnesses_;
    std::list<Witness> woken_;  // slow ones who read after all
    std::unique_ptr<RtspServer> rtsp_;
    std::unique_ptr<WebServer> web_;
};

TEST_F(SlowViewers, CostNobodyElseAPictureAndNoMoreMemoryThanTheirQueues) {
    slow_ones_come();
    witnesses_come();
    publish(kManyPictures);
    expect_no_gaps();
    constexpr std::size_t kQueues = InterleavedSender::kMostQueuedBytes + WebSocketSession::kMostQueuedBytes;
    // On the way to those who read, on the way to a socket, and one that just fitted in.
    constexpr std::size_t kUnderWay = (kAhead + 6) * NumberedPictures::kBytesEach;
    EXPECT_GE(most_alive_, kQueues - kUnderWay);  // they were slow indeed
    EXPECT_LE(most_alive_, kQueues + kUnderWay);
}

TEST_F(SlowViewers, GetWholePicturesInOrderFromAKeyframeOnOnceTheyRead) {
    slow_ones_come();
    witnesses_come();
    publish(kManyPictures);
    const std::uint32_t last_slept = pictures_[kGate].last_number();
    for (auto& viewer : slow_) {
        Witness& woken = woken_.emplace_back(std::move(viewer));
        const auto caught_up = [&] {
            const auto seen = woken.seen();
            return woken.hung_up() || (!seen.empty() && seen.back() > last_slept);
        };
        for (int i = 1; !caught_up(); ++i) {
            publish(1, i % 10 == 0);
        }
        const auto seen = woken.seen();
        EXPECT_LT(seen.size(), last_slept);
        for (std::size_t i = 1; i < seen.size(); ++i) {
            ASSERT_GT(seen[i], seen[i - 1]);
            EXPECT_TRUE(seen[i] == seen[i - 1] + 1 || pictures_[kGate].is_keyframe(seen[i])) << seen[i];
        }
    }
    expect_no_gaps();
}

TEST_F(SlowViewers, KeepNobodyFromComingAndMayVanish) {
    slow_ones_come();
    witnesses_come();
    publish(kManyPictures);
    witnesses_come();
    publish(10);
    slow_ = {};
    await_viewers(kGate, 4);
    publish(10);
    expect_no_gaps();
}

TEST_F(SlowViewers, AreDisconnectedWhenTheyTakeNothingForLong) {
    slow_ones_come();
    witnesses_come();
    testing::internal::CaptureStderr();
    const base::MonotonicClock clock;
    const base::MonotonicTime begin = clock.now();
    while (stream(kGate).viewer_count() > 2 && clock.now() - begin < std::chrono::seconds(30)) {
        publish(1);
    }
    EXPECT_EQ(stream(kGate).viewer_count(), 2U);
    EXPECT_GE(clock.now() - begin, std::chrono::seconds(5));
    // By us, before the kernel would.
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "W rtsp: a viewer of gate takes nothing any more and is disconnected\n");
    expect_no_gaps();
}

}  // namespace
}  // namespace cordon::tests
