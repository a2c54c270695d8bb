// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_target.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "gateway/supervisor/launch_plan.hpp"

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;
using testing::Not;

ProbeOptions of(const std::string& url, const std::string& username = "") {
    ProbeOptions options;
    options.source = config::Secret(url);
    options.username = username;
    return options;
}

config::CameraConfig camera_of(const ProbeOptions& options, const char* variable = nullptr) {
    return probe_target(options, {}, variable).value().config.cameras.at(0);
}

TEST(ProbeTarget, IsOneCameraThatEveryChildAccepts) {
    const auto target = probe_target(of("rtsp://10.0.0.1:8554/a"), {}, nullptr);
    ASSERT_TRUE(target.ok());
    const LaunchPlan plan(target.value().config, true);
    EXPECT_TRUE(check(plan.receiver(0)).ok());
    EXPECT_TRUE(check(plan.decoder(0)).ok());
    EXPECT_TRUE(check(plan.snapshot()).ok());
    EXPECT_TRUE(target.value().config.cameras[0].picture_is_auto);
}

TEST(ProbeTarget, HasUsersOfItsOwnBesideAFullGateway) {
    const config::GatewayConfig site;
    const auto target = probe_target(of("rtsp://10.0.0.1/a"), site, nullptr);
    const LaunchPlan plan(target.value().config, true);
    const std::set<std::uint32_t> users{plan.receiver(0).confinement.uid, plan.decoder(0).confinement.uid,
                                        plan.snapshot().confinement.uid};
    EXPECT_EQ(users.size(), 3U);
    EXPECT_GT(*users.begin(), site.uid_base + 2 * boundary::kMostCameras) << "the publisher's";
    EXPECT_EQ(*users.rbegin(), site.uid_base + 515) << "as the example configuration says";
}

TEST(ProbeTarget, KeepsTheSitesNetworkAndLimits) {
    config::GatewayConfig site;
    site.camera_network.path = "/run/netns/cameras";
    site.limits.largest_picture = 640 * 360;
    const auto target = probe_target(of("rtsp://10.0.0.1/a"), site, nullptr);
    EXPECT_EQ(target.value().config.camera_network.path, "/run/netns/cameras");
    EXPECT_EQ(target.value().config.limits.largest_picture, 640U * 360);
}

TEST(ProbeTarget, TakesThePasswordFromWhereverItWasGiven) {
    EXPECT_EQ(camera_of(of("rtsp://u:p%20q@10.0.0.1/a")).password.reveal(), "p q");
    EXPECT_EQ(camera_of(of("rtsp://u:p%20q@10.0.0.1/a")).source.url.reveal(), "rtsp://10.0.0.1/a");
    EXPECT_EQ(camera_of(of("rtsp://10.0.0.1/a", "viewer"), "from-the-environment").password.reveal(),
              "from-the-environment");
    EXPECT_TRUE(camera_of(of("rtsp://10.0.0.1/a"), "unused").password.empty()) << "nobody was named";
    const auto file = std::filesystem::temp_directory_path() / ("cordon-pw-" + std::to_string(::getpid()));
    std::ofstream(file) << "from-the-file\n";
    auto options = of("rtsp://10.0.0.1/a", "viewer");
    options.password_file = file;
    EXPECT_EQ(camera_of(options, "from-the-environment").password.reveal(), "from-the-file");
    std::filesystem::remove(file);
    EXPECT_FALSE(probe_target(options, {}, nullptr).ok()) << "the file is gone";
}

TEST(ProbeTarget, WantsToKnowWhosePasswordItIs) {
    auto options = of("rtsp://10.0.0.1/a");
    options.password_file = "/etc/hostname";
    EXPECT_THAT(probe_target(options, {}, nullptr).error().message, HasSubstr("--username"));
}

TEST(ProbeTarget, KnowsAnEmptyPasswordFromNone) {
    EXPECT_TRUE(probe_target(of("rtsp://10.0.0.1/a", "admin"), {}, nullptr).value().password_is_missing);
    EXPECT_FALSE(probe_target(of("rtsp://10.0.0.1/a", "admin"), {}, "").value().password_is_missing);
    EXPECT_FALSE(probe_target(of("rtsp://admin:@10.0.0.1/a"), {}, nullptr).value().password_is_missing);
    EXPECT_FALSE(probe_target(of("rtsp://10.0.0.1/a"), {}, nullptr).value().password_is_missing);
    EXPECT_TRUE(probe_target(of("rtsp://admin:@10.0.0.1/a"), {}, nullptr).value().user_in_url);
}

TEST(ProbeTarget, SaysWhatIsWrongAndRepeatsNothing) {
    const std::string too_long(2000, 'x');
    for (const ProbeOptions& options :
         {of("rtsp://u:hunter2@camera.example/a"), of("hunter2@10.0.0.1"),
          of("rtsp://u:hunter2@10.0.0.1/a", "v"), of("rtsp://10.0.0.1/hunter2" + too_long),
          of("rtsp://u:hunter2" + too_long + "@10.0.0.1/")}) {
        const auto target = probe_target(options, {}, nullptr);
        ASSERT_FALSE(target.ok());
        EXPECT_THAT(target.error().message, Not(HasSubstr("hunter2")));
    }
}

TEST(ProbeTarget, InsideTlsTrustsTheCertificateThatWasNamedAndElseNone) {
    auto options = of("rtsps://10.0.0.1/a");
    const auto unknown = probe_target(options, {}, nullptr);
    ASSERT_TRUE(unknown.ok());
    EXPECT_TRUE(unknown.value().certificate_is_unknown);
    EXPECT_TRUE(check(LaunchPlan(unknown.value().config, true).receiver(0)).ok());
    EXPECT_EQ(unknown.value().config.cameras[0].certificate.trust, boundary::CertificateTrust::kFingerprint);
    EXPECT_EQ(unknown.value().config.cameras[0].certificate.fingerprint, boundary::CertificateFingerprint{});

    options.tls_fingerprint = std::string(64, 'b');
    const auto named = probe_target(options, {}, nullptr);
    ASSERT_TRUE(named.ok());
    EXPECT_FALSE(named.value().certificate_is_unknown);
    EXPECT_EQ(LaunchPlan(named.value().config, true).receiver(0).certificate_fingerprint[0], 0xBB);

    options.tls_fingerprint = "abc";
    EXPECT_FALSE(probe_target(options, {}, nullptr).ok());
    auto in_clear = of("rtsp://10.0.0.1/a");
    EXPECT_FALSE(probe_target(in_clear, {}, nullptr).value().certificate_is_unknown);
    in_clear.tls_fingerprint = std::string(64, 'b');
    EXPECT_THAT(probe_target(in_clear, {}, nullptr).error().message, HasSubstr("rtsps://"));
}

}  // namespace
}  // namespace cordon::supervisor
