// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_report.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "config/config_loader.hpp"
#include "config/scalar_values.hpp"
#include "config/source_url.hpp"

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kFingerprint =
    "00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:FF";

ProbeFindings good() {
    return {.state = "streaming",
            .picture_seen = true,
            .codec = "H.264",
            .camera_width = 1280,
            .camera_height = 720,
            .camera_colours = boundary::Colours::kBt601,
            .frames_per_second = 24.987,
            .kilobits_per_second = 2104.4,
            .keyframe_interval_ms = 2000,
            .transport = boundary::CameraTransport::kTcp,
            .authentication = boundary::CameraAuthentication::kDigestMd5,
            .oddities = static_cast<std::uint64_t>(boundary::CameraOddity::kClosesAfterChallenge) |
                        static_cast<std::uint64_t>(boundary::CameraOddity::kOddMarkers)};
}

config::CameraConfig camera(const std::string& url, const std::string& username = "",
                            const std::string& password = "") {
    return {.name = "camera",
            .title = "camera",
            .source = config::parse_source_url(url).value().source,
            .username = config::Secret(username),
            .password = config::Secret(password),
            .picture = config::provisional_picture(),
            .most_frames_per_second = 30,
            .encoder = boundary::EncoderKind::kX264,
            .quality = 26,
            .most_kilobits_per_second = 8000,
            .silence_limit = std::chrono::seconds(5),
            .picture_is_auto = true};
}

// What `cordon run` makes of the block, with the password file it names.
config::CameraConfig as_configured(const std::string& block) {
    std::string name = (std::filesystem::temp_directory_path() / "cordon-report-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(name.data());
    std::ofstream(folder / "gate.password") << "from the file\n";
    std::ofstream(folder / "cordon.yaml") << "cameraNetwork: { namespace: cameras }\n" << block;
    auto loaded = config::load_config(folder / "cordon.yaml");
    std::filesystem::remove_all(folder);
    EXPECT_TRUE(loaded.config) << block << to_text(loaded.problems.at(0), "f");
    return loaded.config->cameras.at(0);
}

TEST(ProbeReport, PrintsABlockThatCordonRunTakes) {
    const std::string url = "rtsp://10.0.0.1:8554/a/${b}?c=\"d\\e\"&f='g'";
    const auto block = findings_yaml(good(), camera(url, "vie\"w\\er", "secret"), "gate");
    const auto read = as_configured(block);
    EXPECT_EQ(read.name, "gate");
    EXPECT_EQ(read.source.url.reveal(), url);
    EXPECT_EQ(read.source.port, 8554);
    EXPECT_EQ(read.username.reveal(), "vie\"w\\er");
    EXPECT_EQ(read.password.reveal(), "from the file");
    EXPECT_EQ(read.picture.width(), 1280U);
    EXPECT_EQ(read.picture.height(), 720U);
    EXPECT_EQ(read.picture.colours(), boundary::Colours::kBt601);
    EXPECT_THAT(block, HasSubstr("    picture: 1280x720 bt601\n"));
    EXPECT_THAT(block, Not(HasSubstr("secret")));
    EXPECT_THAT(block, Not(HasSubstr("encoder")));
    EXPECT_THAT(block, Not(HasSubstr("maxFrameRate")));
}

TEST(ProbeReport, NamesNoColoursWhereTheyAreWhatASizeAloneMeans) {
    auto findings = good();
    findings.camera_colours = boundary::Colours::kBt709;
    EXPECT_THAT(findings_yaml(findings, camera("rtsp://10.0.0.1/a"), "gate"),
                HasSubstr("    picture: 1280x720\n"));
    EXPECT_THAT(findings_text(findings), HasSubstr("colours         bt709\n"));
    EXPECT_THAT(findings_json(findings), HasSubstr(R"("cameraColours":"bt709")"));
    EXPECT_THAT(findings_json({}), HasSubstr(R"("cameraColours":"")")) << "nothing is known";
}

TEST(ProbeReport, NamesNobodyWhereNobodyWasWanted) {
    const auto block = findings_yaml(good(), camera("rtsp://[fd00::1]/a"), "gate");
    EXPECT_THAT(block, Not(HasSubstr("username")));
    EXPECT_THAT(block, Not(HasSubstr("passwordFile")));
    EXPECT_EQ(as_configured(block).source.url.reveal(), "rtsp://[fd00::1]/a");
    const auto blank = findings_yaml(good(), camera("rtsp://10.0.0.1/a", "admin"), "gate");
    EXPECT_THAT(blank, Not(HasSubstr("passwordFile"))) << "an empty password needs no file";
    EXPECT_EQ(as_configured(blank).username.reveal(), "admin");
}

TEST(ProbeReport, SetsWhatTheDefaultsWouldCutOff) {
    auto findings = good();
    findings.frames_per_second = 59.8;
    findings.camera_width = 4001;
    findings.camera_height = 3001;
    const auto read = as_configured(findings_yaml(findings, camera("rtsp://10.0.0.1/a"), "gate"));
    EXPECT_EQ(read.most_frames_per_second, 60U);
    EXPECT_EQ(read.encoder, config::EncoderChoice()) << "auto takes pictures of any size";
    EXPECT_EQ(read.picture.width(), 4002U);
    EXPECT_EQ(read.picture.height(), 3002U);
}

TEST(ProbeReport, RaisesTheLimitForACameraBeyondIt) {
    auto findings = good();
    findings.camera_width = 4000;
    findings.camera_height = 3000;
    EXPECT_THAT(findings_yaml(findings, camera("rtsp://10.0.0.1/a"), "gate"),
                testing::StartsWith("limits:\n  largestPicture: 4000x3000\ncameras:\n"));
    EXPECT_THAT(findings_yaml(good(), camera("rtsp://10.0.0.1/a"), "gate"),
                testing::StartsWith("cameras:\n"));
}

TEST(ProbeReport, LeavesPasswordsInUrlsToTheEnvironment) {
    const auto shown = [](std::string_view url) { return source_without_password(url); };
    EXPECT_EQ(shown("rtsp://h/a?user=u&password=hunter2&x=1"),
              "rtsp://h/a?user=u&password=${CAMERA_PASSWORD}&x=1");
    EXPECT_EQ(shown("rtsp://h/user=u&PWD=hunter2&channel=1"),
              "rtsp://h/user=u&PWD=${CAMERA_PASSWORD}&channel=1");
    EXPECT_EQ(shown("rtsp://h/user=admin_password=hun_ter2_channel=1_stream=0.sdp"),
              "rtsp://h/user=admin_password=${CAMERA_PASSWORD}_channel=1_stream=0.sdp");
    EXPECT_EQ(shown("rtsp://h/a?passwd=hunter2"), "rtsp://h/a?passwd=${CAMERA_PASSWORD}");
    EXPECT_EQ(shown("rtsp://h/a?password="), "rtsp://h/a?password=") << "there is none";
    EXPECT_EQ(shown("rtsp://h/bypass=1"), "rtsp://h/bypass=1");
    EXPECT_EQ(shown("rtsp://h/${x}"), "rtsp://h/$${x}") << "no variable is meant";

    ASSERT_EQ(::setenv("CAMERA_PASSWORD", "hunter2", 1), 0);
    const std::string url = "rtsp://10.0.0.1/a?password=hunter2&b=1";
    const auto block = findings_yaml(good(), camera(url), "gate");
    EXPECT_THAT(block, Not(HasSubstr("hunter2")));
    EXPECT_EQ(as_configured(block).source.url.reveal(), url);
}

TEST(ProbeReport, TellsPeopleEverything) {
    const auto text = findings_text(good());
    for (const char* what :
         {"H.264", "1280x720", "bt601", "25.0 per second", "2.1 Mbps", "every 2.0 s", "RTP over TCP",
          "Digest, MD5", "closes the connection with its 401", "RTP markers"}) {
        EXPECT_THAT(text, HasSubstr(what));
    }
    EXPECT_THAT(findings_text({.state = "notFound"}), HasSubstr("no picture: no such path on camera"));
}

TEST(ProbeReport, ClaimsNothingTheReceiverDidNotSay) {
    auto findings = good();
    findings.transport = boundary::CameraTransport::kUnknown;
    findings.authentication = boundary::CameraAuthentication::kNone;
    findings.frames_per_second = findings.kilobits_per_second = std::nullopt;
    findings.keyframe_interval_ms = 0;
    EXPECT_THAT(findings_text(findings), HasSubstr("authentication  not known"));
    EXPECT_THAT(findings_text(findings), HasSubstr("not measured"));
    const auto json = findings_json(findings);
    EXPECT_THAT(json, HasSubstr(R"("authentication":"unknown")"));
    EXPECT_THAT(json, HasSubstr(R"("framesPerSecond":null)"));
    EXPECT_THAT(json, HasSubstr(R"("keyframeIntervalMs":null)"));
}

TEST(ProbeReport, IsOneLineOfJsonForScripts) {
    const auto json = findings_json(good());
    EXPECT_EQ(json.find('\n'), std::string::npos);
    EXPECT_THAT(json, HasSubstr(R"("pictureSeen":true,"state":"streaming")"));
    EXPECT_THAT(json, HasSubstr(R"("framesPerSecond":24.99)"));
    EXPECT_THAT(json, HasSubstr(R"("transport":"tcp","authentication":"digestMd5")"));
    EXPECT_THAT(json, HasSubstr(R"("oddities":["closesAfterChallenge","oddMarkers"])"));
}

TEST(ProbeReport, NamesTheCertificateAndPinsTheOneThatWasTrusted) {
    const auto fingerprint = config::parse_fingerprint(kFingerprint).value();
    auto findings = good();
    findings.certificate = fingerprint;
    EXPECT_THAT(findings_text(findings),
                HasSubstr("certificate     sha256 " + std::string(kFingerprint) + "\n"));
    EXPECT_THAT(findings_json(findings), HasSubstr("\"certificate\":\"" + std::string(kFingerprint) + "\""));
    EXPECT_THAT(findings_json(good()), Not(HasSubstr("certificate")));

    auto target = camera("rtsps://10.0.0.1:7441/a");
    target.certificate = {
        .trust = boundary::CertificateTrust::kFingerprint, .fingerprint = fingerprint, .authority = {}};
    findings.certificate[0] = 99;  // what a receiver claims is shown, and never pinned
    const auto configured = as_configured(findings_yaml(findings, target, "gate"));
    EXPECT_EQ(configured.certificate.fingerprint, fingerprint);
    EXPECT_TRUE(configured.source.tls);
}

}  // namespace
}  // namespace cordon::supervisor
