// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/status_documents.hpp"

#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pipelines/trusted/web/gateway_fixture.hpp"

namespace cordon::trusted::web {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(StreamsDocument, ListsEveryCameraWithItsState) {
    GatewayFixture gateway;
    gateway.gate().set_state(stream::PictureState::kStale, GatewayFixture::kNow - 1500ms);
    EXPECT_EQ(streams_document(gateway.view()),
              "{\"version\":\"" CORDON_VERSION
              "\",\"rtspPort\":8554,\"streams\":["
              "{\"name\":\"gate\",\"title\":\"North \\\"gate\\\"\",\"width\":1280,\"height\":720,"
              "\"state\":\"stale\",\"since\":\"2026-03-01T14:03:20.500Z\",\"viewers\":0},"
              "{\"name\":\"yard\",\"title\":\"Yard \xc3\xa9\",\"width\":640,\"height\":360,"
              "\"state\":\"no-signal\",\"since\":null,\"viewers\":0}]}\n");
}

TEST(HealthDocument, IsHealthyWithASilentCameraAndSaysWhichItIs) {
    GatewayFixture gateway;
    gateway.gate().set_state(stream::PictureState::kStale, GatewayFixture::kNow - 1h);
    gateway.pulses = {{"rtsp", [] { return GatewayFixture::kNow - 1s; }}};
    const Health health = health_document(gateway.view());
    EXPECT_TRUE(health.healthy);
    EXPECT_EQ(health.document,
              "{\"status\":\"ok\",\"threads\":[{\"name\":\"rtsp\",\"moving\":true}],\"cameras\":["
              "{\"name\":\"gate\",\"state\":\"stale\"},{\"name\":\"yard\",\"state\":\"no-signal\"}]}\n");
}

TEST(HealthDocument, IsNotHealthyWhenAThreadStandsStill) {
    GatewayFixture gateway;
    gateway.pulses = {{"rtsp", [] { return GatewayFixture::kNow - kLongestPause - 1ns; }}};
    const Health health = health_document(gateway.view());
    EXPECT_FALSE(health.healthy);
    EXPECT_THAT(health.document, HasSubstr("{\"name\":\"rtsp\",\"moving\":false}"));
}

// A camera of a picture in seven seconds is live between two, as is one that waits for a keyframe in a
// shortage.
TEST(HealthDocument, IsHealthyWithALiveCameraWhoseLastPictureIsOld) {
    GatewayFixture gateway;
    gateway.gate().set_state(stream::PictureState::kLive, GatewayFixture::kNow - 50s);
    gateway.status->cameras[0].last_frame_ns = base::to_nanoseconds(GatewayFixture::kNow - 20s);
    const Health health = health_document(gateway.view());
    EXPECT_TRUE(health.healthy);
    EXPECT_THAT(health.document, HasSubstr("{\"name\":\"gate\",\"state\":\"live\"}"));
}

TEST(MetricsDocument, CountsPerCamera) {
    GatewayFixture gateway;
    gateway.status->cameras[0].frames_in = 7;
    gateway.status->cameras[1].frames_lost = 3;
    gateway.status->cameras[1].last_frame_ns = base::to_nanoseconds(GatewayFixture::kNow - 1500ms);
    gateway.gate().set_state(stream::PictureState::kLive, GatewayFixture::kNow);
    const std::string metrics = metrics_document(gateway.view());
    EXPECT_THAT(metrics, HasSubstr("cordon_frames_in_total{camera=\"gate\"} 7\n"));
    EXPECT_THAT(metrics, HasSubstr("cordon_frames_lost_total{camera=\"yard\"} 3\n"));
    EXPECT_THAT(metrics, HasSubstr("cordon_camera_state{camera=\"gate\",state=\"live\"} 1\n"));
    EXPECT_THAT(metrics, HasSubstr("cordon_camera_state{camera=\"gate\",state=\"stale\"} 0\n"));
    EXPECT_THAT(metrics, HasSubstr("cordon_last_frame_age_seconds{camera=\"yard\"} 1.500000\n"));
    EXPECT_THAT(metrics, Not(HasSubstr("cordon_last_frame_age_seconds{camera=\"gate\"}")));
    EXPECT_THAT(metrics, HasSubstr("process_start_time_seconds 1772373712.000000\n"));
}

TEST(MetricsDocument, HasTheLatencyAsACumulativeHistogram) {
    GatewayFixture gateway;
    stream::AccessUnit access_unit;
    for (const auto latency : {3ms, 15ms, 15ms, 9000ms}) {
        ++access_unit.number;
        access_unit.origin_ns = base::to_nanoseconds(GatewayFixture::kNow - latency);
        gateway.gate().note_sent(access_unit, GatewayFixture::kNow);
    }
    const std::string metrics = metrics_document(gateway.view());
    const std::string name = "cordon_added_latency_seconds";
    EXPECT_THAT(metrics, HasSubstr(name + "_bucket{camera=\"gate\",le=\"0.002\"} 0\n"));
    EXPECT_THAT(metrics, HasSubstr(name + "_bucket{camera=\"gate\",le=\"0.005\"} 1\n"));
    EXPECT_THAT(metrics, HasSubstr(name + "_bucket{camera=\"gate\",le=\"0.02\"} 3\n"));
    EXPECT_THAT(metrics, HasSubstr(name + "_bucket{camera=\"gate\",le=\"5\"} 3\n"));
    EXPECT_THAT(metrics, HasSubstr(name + "_bucket{camera=\"gate\",le=\"+Inf\"} 4\n"));
    EXPECT_THAT(metrics, HasSubstr(name + "_count{camera=\"gate\"} 4\n"));
}

// The text exposition format: every sample belongs to the metric whose HELP and TYPE stand above it, and each
// metric has one such head.
TEST(MetricsDocument, HasAHeadForEveryMetric) {
    GatewayFixture gateway;
    std::istringstream lines(metrics_document(gateway.view()));
    std::set<std::string> seen;
    std::string current;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# HELP ")) {
            current = line.substr(7, line.find(' ', 7) - 7);
            EXPECT_TRUE(seen.insert(current).second) << current;
            std::string type;
            std::getline(lines, type);
            EXPECT_TRUE(type.starts_with("# TYPE " + current + " ")) << type;
        } else {
            EXPECT_TRUE(line.starts_with(current)) << line;
        }
    }
    EXPECT_EQ(seen.size(), 12U);
}

}  // namespace
}  // namespace cordon::trusted::web
