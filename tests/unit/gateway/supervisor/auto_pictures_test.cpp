// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/auto_pictures.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "tests/unit/gateway/supervisor/running_gateway.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

// A camera whose decoder says it sends 641x359, BT.601 in full range.
const CameraManners kShows{.name = "gate", .receiver = "shows-pictures", .width = 0};

TEST(AutoPictures, FindsTheSizeBeforeThePublisherHasTheRing) {
    RunningGateway gateway({kShows, {}});
    ASSERT_TRUE(gateway.start());
    EXPECT_EQ(gateway.camera(0).width, 642U);
    EXPECT_EQ(gateway.camera(0).height, 360U);
    EXPECT_EQ(gateway.camera(1).width, 64U);
    EXPECT_EQ(gateway.log().count("gate sends 641x359: picture: 642x360 bt601-full, pinned in "), 1U);
    EXPECT_EQ(gateway.camera(0).receiver_restarts, 0U) << "the camera saw one session";
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(1).viewers == 2; })) << "and it has every ring";
}

TEST(AutoPictures, LooksNoMoreAtTheNextStart) {
    const StateFolder state;
    {
        RunningGateway first({kShows}, std::cref(state));
        ASSERT_TRUE(first.start());
    }
    RunningGateway second({{.name = "gate", .receiver = "good", .width = 0}}, std::cref(state));
    EXPECT_EQ(second.log().count("picture: auto, and not known yet"), 1U) << "another path is another source";
    RunningGateway third({kShows}, std::cref(state));
    EXPECT_EQ(third.camera(0).width, 642U) << "known before anything has started";
    ASSERT_TRUE(third.start());
    EXPECT_EQ(third.log().count("gate picture: 642x360 bt601-full, as pinned in "), 1U);
    EXPECT_EQ(third.log().count("gate sends "), 0U);
}

TEST(AutoPictures, StartsWithoutACameraThatIsAwayAndPinsItForTheNextStart) {
    const StateFolder state;
    {
        RunningGateway gateway({{.name = "gate", .receiver = "comes-late", .width = 0}, {}},
                               std::cref(state));
        ASSERT_TRUE(gateway.supervisor().start().ok());
        gateway.run_for(50ms);
        EXPECT_EQ(gateway.log().count("ready: "), 0U) << "it is waited for";
        EXPECT_EQ(gateway.status().publisher_state, "starting");
        gateway.clock().skip(AutoPictures::kPatienceInTrouble);
        ASSERT_TRUE(gateway.run_until([&] { return gateway.log().count("ready: ") == 1; }));
        EXPECT_EQ(gateway.camera(0).width, 1920U);
        ASSERT_TRUE(gateway.run_until([&] { return gateway.log().count("pinned in ") == 1; }));
        EXPECT_EQ(gateway.log().count("from the next start on, until then it has 1920x1080"), 1U);
        EXPECT_EQ(gateway.camera(0).width, 1920U) << "the publisher has the ring";
        EXPECT_EQ(gateway.camera(0).decoder_restarts, 0U);
        EXPECT_EQ(gateway.status().publisher_restarts, 0U) << "no other camera is disturbed";
    }
    RunningGateway next({{.name = "gate", .receiver = "comes-late", .width = 0}, {}}, std::cref(state));
    EXPECT_EQ(next.camera(0).width, 642U);
}

TEST(AutoPictures, WaitsForASilentCameraForAWhileOnly) {
    RunningGateway gateway({{.name = "gate", .receiver = "good", .width = 0}});
    ASSERT_TRUE(gateway.supervisor().start().ok());
    gateway.clock().skip(AutoPictures::kPatience - 1s);
    gateway.run_for(50ms);
    EXPECT_EQ(gateway.log().count("ready: "), 0U);
    gateway.clock().skip(1s);
    EXPECT_TRUE(gateway.run_until([&] { return gateway.log().count("ready: ") == 1; }));
}

TEST(AutoPictures, EndsInOrderWhenAskedToWhileItWaits) {
    RunningGateway gateway({{.name = "gate", .receiver = "good", .width = 0}});
    ASSERT_TRUE(gateway.supervisor().start().ok());
    gateway.run_for(50ms);
    gateway.supervisor().stop();
    EXPECT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    EXPECT_FALSE(gateway.supervisor().failure());
    EXPECT_EQ(gateway.log().count("gate/receive told the camera"), 1U);
}

TEST(AutoPictures, PassesOverAPinThatIsRubbishAndReplacesIt) {
    const StateFolder state;
    std::ofstream(state.path() / "gate.picture") << "rubbish";
    RunningGateway gateway({kShows}, std::cref(state));
    EXPECT_EQ(gateway.log().count("W gate " + (state.path() / "gate.picture").string()), 1U);
    ASSERT_TRUE(gateway.start());
    RunningGateway next({kShows}, std::cref(state));
    EXPECT_EQ(next.camera(0).width, 642U);
}

TEST(AutoPictures, WantsAPlaceToRememberOnlyWhereThereIsSomethingToRemember) {
    CapturedLog log;
    config::GatewayConfig config;
    config.state_directory = "/dev/null/cordon";
    EXPECT_TRUE(AutoPictures::create(config, log.output()).ok());
    config.cameras.push_back({.name = "gate",
                              .title = {},
                              .source = {},
                              .username = {},
                              .password = {},
                              .picture = config::provisional_picture(),
                              .most_frames_per_second = 30,
                              .encoder = boundary::EncoderKind::kOpenH264,
                              .quality = 26,
                              .most_kilobits_per_second = 1000,
                              .silence_limit = 5s,
                              .picture_is_auto = true});
    const auto refused = AutoPictures::create(config, log.output());
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message, testing::HasSubstr("/dev/null/cordon"));
}

}  // namespace
}  // namespace cordon::supervisor
