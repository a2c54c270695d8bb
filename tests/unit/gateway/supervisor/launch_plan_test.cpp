// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/launch_plan.hpp"

#include <set>

#include <gtest/gtest.h>

#include "config/scalar_values.hpp"

namespace cordon::supervisor {
namespace {

config::GatewayConfig example(std::size_t cameras) {
    config::GatewayConfig config;
    for (std::size_t i = 0; i < cameras; ++i) {
        config.cameras.push_back(config::CameraConfig{
            .name = "camera-" + std::to_string(i),
            .title = "Title",
            .source = {.url = config::Secret("rtsp://10.0.0.1:8554/a"),
                       .address = config::parse_address("10.0.0.1").value(),
                       .port = 8554},
            .username = config::Secret("user"),
            .password = config::Secret("secret-" + std::to_string(i)),
            .transport = boundary::TransportPolicy::kUdp,
            .picture = boundary::FrameGeometry::create(640, 360, boundary::Colours::kBt601Full).value(),
            .most_frames_per_second = 15,
            .encoder = boundary::EncoderKind::kX264,
            .quality = 27,
            .most_kilobits_per_second = 1234,
            .silence_limit = std::chrono::seconds(7),
            .noise_tolerance = 5});
    }
    return config;
}

TEST(LaunchPlan, WritesRecordsEveryChildAccepts) {
    const auto config = example(boundary::kMostCameras);
    const LaunchPlan plan(config, true);
    for (std::size_t i = 0; i < config.cameras.size(); ++i) {
        EXPECT_TRUE(check(plan.receiver(i)).ok()) << check(plan.receiver(i)).error().message;
        EXPECT_TRUE(check(plan.decoder(i)).ok());
        EXPECT_EQ(boundary::geometry_of(plan.decoder(i)).value(), config.cameras[i].picture);
    }
    EXPECT_TRUE(check(plan.publisher()).ok());
    EXPECT_EQ(boundary::geometry_of(plan.snapshot()).value(), config.cameras[0].picture);
    EXPECT_EQ(plan.publisher().cameras[1].noise_tolerance, 5U);
}

TEST(LaunchPlan, GivesEachReceiverItsOwnCamerasPasswordAndNobodyElseAny) {
    const auto config = example(2);
    const LaunchPlan plan(config, true);
    const auto record = plan.receiver(1);
    EXPECT_EQ(boundary::get_text(record.password).value(), "secret-1");
    EXPECT_EQ(boundary::get_text(record.url).value(), "rtsp://10.0.0.1:8554/a");
    EXPECT_EQ(record.port, 8554);
    EXPECT_EQ(record.silence_limit_ms, 7000U);
    EXPECT_EQ(record.transport, static_cast<std::uint32_t>(boundary::TransportPolicy::kUdp));
    const auto holds_secret = [](const auto& other) {
        const auto bytes = std::as_bytes(std::span(&other, 1));
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return text.find("secret") != std::string_view::npos;
    };
    EXPECT_TRUE(holds_secret(plan.receiver(0)));
    EXPECT_FALSE(holds_secret(plan.decoder(0)));
    EXPECT_FALSE(holds_secret(plan.publisher()));
}

TEST(LaunchPlan, TellsAReceiverWhomToTrust) {
    auto config = example(1);
    config::CameraConfig& camera = config.cameras[0];
    camera.source.url = config::Secret("rtsps://10.0.0.1:8554/a");
    camera.transport = boundary::TransportPolicy::kTcp;
    camera.certificate.trust = boundary::CertificateTrust::kAuthority;
    camera.certificate.authority =
        std::string(sizeof(boundary::ReceiverLaunchRecord::certificate_authority) - 1, 'x');
    const LaunchPlan plan(config, true);
    EXPECT_TRUE(check(plan.receiver(0)).ok());
    EXPECT_EQ(boundary::get_text(plan.receiver(0).certificate_authority).value(),
              camera.certificate.authority);
    camera.certificate = {
        .trust = boundary::CertificateTrust::kFingerprint, .fingerprint = {7}, .authority = {}};
    EXPECT_TRUE(check(plan.receiver(0)).ok());
    EXPECT_EQ(plan.receiver(0).certificate_fingerprint[0], 7);
}

TEST(LaunchPlan, GivesEveryChildAUserOfItsOwnWhereItMay) {
    const auto config = example(boundary::kMostCameras);
    const LaunchPlan plan(config, true);
    std::set<std::uint32_t> users{plan.publisher().confinement.uid};
    for (std::size_t i = 0; i < config.cameras.size(); ++i) {
        users.insert(plan.receiver(i).confinement.uid);
        users.insert(plan.decoder(i).confinement.uid);
    }
    EXPECT_EQ(users.size(), 2 * config.cameras.size() + 1);
    EXPECT_EQ(*users.begin(), config.uid_base);
    EXPECT_EQ(*users.rbegin(), config.uid_base + 512);
}

TEST(LaunchPlan, LeavesEveryChildTheUserItIsWhereItMayNot) {
    const auto config = example(1);
    const LaunchPlan plan(config, false);
    EXPECT_EQ(plan.receiver(0).confinement.uid, 0U);
    EXPECT_EQ(plan.decoder(0).confinement.gid, 0U);
    EXPECT_EQ(plan.publisher().confinement.uid, 0U);
}

TEST(LaunchPlan, TellsThePublisherOfEveryCamera) {
    const auto config = example(3);
    const auto record = LaunchPlan(config, false).publisher();
    EXPECT_EQ(record.camera_count, 3U);
    EXPECT_EQ(boundary::get_text(record.cameras[2].name).value(), "camera-2");
    EXPECT_EQ(boundary::geometry_of(record.cameras[2]).value(), config.cameras[2].picture);
    EXPECT_EQ(record.cameras[2].quality, 27U);
    EXPECT_EQ(record.cameras[2].most_kilobits_per_second, 1234U);
    EXPECT_EQ(record.cameras[2].most_frames_per_second, 15U);
    EXPECT_EQ(record.keyframe_interval_ms, 2000U);
}

TEST(LaunchPlan, TellsThePublisherNothingOfAuto) {
    auto config = example(2);
    config.cameras[0].encoder = {};
    config.cameras[0].preset = boundary::EncoderPreset::kBalanced;
    config.cameras[1].encoder = boundary::EncoderKind::kOpenH264;
    const auto record = LaunchPlan(config, false).publisher();
    EXPECT_EQ(record.cameras[0].encoder, static_cast<std::uint32_t>(boundary::EncoderKind::kX264));
    EXPECT_EQ(record.cameras[0].preset, static_cast<std::uint32_t>(boundary::EncoderPreset::kBalanced));
    EXPECT_EQ(record.cameras[1].encoder, static_cast<std::uint32_t>(boundary::EncoderKind::kOpenH264));
    EXPECT_TRUE(check(record).ok());
}

}  // namespace
}  // namespace cordon::supervisor
