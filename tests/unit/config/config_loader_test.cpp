// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/config_loader.hpp"

#include <fstream>
#include <iterator>
#include <regex>

#include <gmock/gmock.h>

#include "config/config_keys.hpp"
#include "tests/support/certificate.hpp"
#include "tests/unit/config/config_file.hpp"

namespace cordon::config {
namespace {

using tests::kCertificate;

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string example_text() {
    std::ifstream file(CORDON_EXAMPLE_CONFIG);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ConfigLoader, TakesTheLeastThereCanBe) {
    const auto loaded = load_text(kLeast);
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    EXPECT_TRUE(loaded.problems.empty());
    EXPECT_EQ(loaded.config->camera_network.path, "/run/netns/cameras");
    ASSERT_EQ(loaded.config->cameras.size(), 1U);
    EXPECT_EQ(loaded.config->cameras[0].name, "gate");
    EXPECT_EQ(loaded.config->cameras[0].title, "gate");
    EXPECT_EQ(loaded.config->cameras[0].picture.width(), 640U);
}

TEST(ConfigLoader, ReadsTheExampleAndItsDefaultsAreTheOnesInTheCode) {
    const ConfigFolder folder;
    ASSERT_EQ(::setenv("GATE_PASSWORD", "from-the-environment", 1), 0);
    folder.write("yard.password", "from-a-file\n");
    folder.write("site-authority.pem", kCertificate);
    const auto example = load_config(folder.write("cordon.yaml", example_text()));
    ASSERT_TRUE(example.config) << problems_of(example);
    EXPECT_TRUE(example.problems.empty()) << problems_of(example);
    const GatewayConfig& shown = *example.config;
    const auto least = load_text(kLeast);
    ASSERT_TRUE(least.config);

    EXPECT_EQ(shown.rtsp_port, least.config->rtsp_port);
    EXPECT_EQ(shown.web_port, least.config->web_port);
    EXPECT_EQ(shown.listen_address, least.config->listen_address);
    EXPECT_EQ(shown.encoder_threads, least.config->encoder_threads);
    EXPECT_EQ(shown.keyframe_interval, least.config->keyframe_interval);
    EXPECT_EQ(shown.uid_base, least.config->uid_base);
    EXPECT_EQ(shown.limits.largest_access_unit, least.config->limits.largest_access_unit);
    EXPECT_EQ(shown.limits.replay_limit, least.config->limits.replay_limit);
    EXPECT_EQ(shown.limits.largest_picture, least.config->limits.largest_picture);
    EXPECT_EQ(shown.limits.most_references, least.config->limits.most_references);
    ASSERT_EQ(shown.cameras.size(), 4U);
    const CameraConfig& gate = shown.cameras[0];
    const CameraConfig& bare = least.config->cameras[0];
    EXPECT_EQ(gate.most_frames_per_second, bare.most_frames_per_second);
    EXPECT_EQ(gate.preset, bare.preset);
    EXPECT_EQ(gate.encoder, bare.encoder);
    EXPECT_EQ(gate.quality, bare.quality);
    EXPECT_EQ(gate.most_kilobits_per_second, bare.most_kilobits_per_second);
    EXPECT_EQ(gate.silence_limit, bare.silence_limit);
    EXPECT_EQ(gate.title, "North gate");
    EXPECT_EQ(gate.password.reveal(), "from-the-environment");
    EXPECT_EQ(shown.cameras[1].password.reveal(), "from-a-file");
    EXPECT_EQ(shown.cameras[2].certificate.trust, boundary::CertificateTrust::kFingerprint);
    EXPECT_EQ(shown.cameras[3].certificate.authority, kCertificate);
}

TEST(ConfigLoader, KnowsNoKeyTheExampleDoesNotShow) {
    const std::string example = example_text();
    const auto expect_shown = [&example](std::span<const std::string_view> keys) {
        for (const std::string_view key : keys) {
            EXPECT_TRUE(std::regex_search(example, std::regex("(^|\n) *" + std::string(key) + ":"))) << key;
        }
    };
    expect_shown(kGatewayKeys);
    expect_shown(kCameraNetworkKeys);
    expect_shown(kLimitsKeys);
    expect_shown(kCameraKeys);
}

TEST(ConfigLoader, TakesAStateDirectoryThatIsAbsolute) {
    EXPECT_EQ(load_text(kLeast + "stateDirectory: /srv/cordon\n").config->state_directory, "/srv/cordon");
    EXPECT_EQ(load_text(kLeast).config->state_directory, "");
    EXPECT_THAT(problems_of(load_text(kLeast + "stateDirectory: state\n")),
                HasSubstr("f:4: stateDirectory: must be an absolute path"));
}

TEST(ConfigLoader, NamesEveryMistakeAtOnceWithItsLine) {
    const auto loaded = load_text(
        "rtspPort: 70000\n"
        "webport: 80\n"
        "listenAddress: gateway.example\n"
        "cameraNetwork: { namespace: a/b }\n"
        "keyframeInterval: 2\n"
        "limits:\n"
        "  largestAccessUnit: 1GiB\n"
        "cameras:\n"
        "  gate:\n"
        "    source: http://10.0.0.1/\n"
        "    picture: 1921x1080\n"
        "    encoder: h264\n"
        "  Yard: { source: \"rtsp://10.0.0.2/\", picture: 640x360 }\n"
        "  door: { preset: fast, maxFrameRate: fast, quality: 0, maxBitrate: 8000, silenceLimit: 5h, "
        "noiseTolerance: 33 "
        "}\n");
    EXPECT_FALSE(loaded.config);
    const std::string text = problems_of(loaded);
    EXPECT_THAT(text, HasSubstr("f:1: rtspPort: must be a whole number from 1 to 65535"));
    EXPECT_THAT(text, HasSubstr("f:2: webport: is not a key here; did you mean webPort?"));
    EXPECT_THAT(text, HasSubstr("f:3: listenAddress: must be an IPv4 or IPv6 address in digits"));
    EXPECT_THAT(text, HasSubstr("f:4: cameraNetwork.namespace: must be the name"));
    EXPECT_THAT(text, HasSubstr("f:5: keyframeInterval: must be a time with its unit"));
    EXPECT_THAT(text, HasSubstr("f:7: limits.largestAccessUnit: must be a size with its unit (KiB or MiB) "
                                "from 64KiB to 64MiB"));
    EXPECT_THAT(text, HasSubstr("f:10: cameras.gate.source: must begin with rtsp://"));
    EXPECT_THAT(text, HasSubstr("f:11: cameras.gate.picture: must be WIDTHxHEIGHT"));
    EXPECT_THAT(text, HasSubstr("f:12: cameras.gate.encoder: must be auto, openh264 or x264"));
    EXPECT_THAT(text, HasSubstr("f:13: cameras: a camera's name must be"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.source: is missing"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.picture: is missing"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.preset: must be live, balanced or archive"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.maxFrameRate: must be a whole number from 1 to 120"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.quality: must be a whole number from 1 to 51"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.maxBitrate: must be a bit rate with its unit"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.silenceLimit: must be a time with its unit"));
    EXPECT_THAT(text, HasSubstr("f:14: cameras.door.noiseTolerance: must be a whole number from 0 to 32"));
}

TEST(ConfigLoader, ListsWhatIsAllowedWhenNothingComesNear) {
    const auto loaded = load_text(kLeast + "frobnicate: 1\n");
    EXPECT_THAT(problems_of(loaded),
                HasSubstr("f:4: frobnicate: is not a key here; allowed: rtspPort, webPort"));
}

TEST(ConfigLoader, RefusesAKeyGivenTwiceAndSaysWhereTheFirstIs) {
    const auto loaded = load_text("webPort: 1\n" + kLeast + "webPort: 2\n");
    EXPECT_THAT(problems_of(loaded), HasSubstr("f:5: webPort: is given twice, first in line 1"));
    const auto camera = load_text(kLeast + "  gate: { source: \"rtsp://10.0.0.1/\", picture: 640x360 }\n");
    EXPECT_THAT(problems_of(camera), HasSubstr("f:4: cameras.gate: is given twice, first in line 3"));
}

TEST(ConfigLoader, RefusesWrongTypes) {
    const std::string text = problems_of(load_text(
        "rtspPort: [1, 2]\nwebPort:\nlimits: 5\ncameraDefaults: [a]\ncameraNetwork: cameras\n"
        "cameras:\n  gate: rtsp://10.0.0.1/\n  yard:\n    source: { a: b }\n    picture: 640x360\n"));
    EXPECT_THAT(text, HasSubstr("f:1: rtspPort: must be one value"));
    EXPECT_THAT(text, HasSubstr("f:2: webPort: has no value"));
    EXPECT_THAT(text, HasSubstr("f:3: limits: must hold keys"));
    EXPECT_THAT(text, HasSubstr("f:4: cameraDefaults: must hold keys"));
    EXPECT_THAT(text, HasSubstr("f:5: cameraNetwork: must hold keys"));
    EXPECT_THAT(text, HasSubstr("f:7: cameras.gate: must hold keys"));
    EXPECT_THAT(text, HasSubstr("f:9: cameras.yard.source: must be one value"));
}

TEST(ConfigLoader, RefusesWhatIsNoMappingAtAll) {
    EXPECT_THAT(problems_of(load_text("")), HasSubstr("f: "));
    EXPECT_FALSE(load_text("").config);
    EXPECT_THAT(problems_of(load_text("- a\n- b\n")), HasSubstr("f:1: must hold keys"));
    EXPECT_THAT(problems_of(load_text("just words")), HasSubstr("f:1: must hold keys"));
    EXPECT_THAT(problems_of(load_text("a: [1\nb: 2\n")), HasSubstr("is not YAML"));
    EXPECT_THAT(problems_of(load_text(kLeast + "---\n" + kLeast)), HasSubstr("must hold one YAML document"));
}

TEST(ConfigLoader, SaysThatAFileCannotBeRead) {
    const auto loaded = load_config("/nonexistent/cordon.yaml");
    EXPECT_FALSE(loaded.config);
    EXPECT_THAT(problems_of(loaded), HasSubstr("f: cannot be read: No such file or directory"));
    EXPECT_THAT(problems_of(load_config("/")), HasSubstr("f: cannot be read: Is a directory"));
}

TEST(ConfigLoader, FindsTheControlSocketOfAFileWhoseOtherKeysAreWrong) {
    const ConfigFolder folder;
    const auto socket_in = [&](const std::string& text) {
        return load_control_socket(folder.write("cordon.yaml", text));
    };
    EXPECT_EQ(socket_in("controlSocket: /run/a/b.sock\ncameras:\n  gate:\n    password: ${NOT_SET}\nno: 1\n")
                  .value(),
              "/run/a/b.sock");
    EXPECT_EQ(socket_in("rtspPort: 1\n").value(), "");
    EXPECT_THAT(socket_in("a: 1\ncontrolSocket: here\n").error().message,
                HasSubstr("cordon.yaml:2: controlSocket: must be an absolute path"));
    EXPECT_THAT(socket_in("a: [1\n").error().message, HasSubstr("is not YAML"));
}

TEST(ConfigLoader, WantsAtLeastOneCamera) {
    EXPECT_THAT(problems_of(load_text("cameraNetwork: { namespace: cameras }\ncameras: {}\n")),
                HasSubstr("f:2: cameras: is empty: there must be at least one camera"));
}

TEST(ConfigLoader, WantsTheCameraNetworkSaidAndWarnsWhenItIsTheHosts) {
    const auto none = load_text("cameras:\n  gate: { source: \"rtsp://10.0.0.1/\", picture: 640x360 }\n");
    EXPECT_FALSE(none.config);
    EXPECT_THAT(problems_of(none), HasSubstr("cameraNetwork: is missing"));

    const auto host = load_text(
        "cameraNetwork: { namespace: host }\ncameras:\n  gate: { source: \"rtsp://10.0.0.1/\", picture: "
        "640x360 }\n");
    ASSERT_TRUE(host.config) << problems_of(host);
    EXPECT_TRUE(host.config->camera_network.host);
    EXPECT_THAT(problems_of(host),
                HasSubstr("f:1: warning: cameraNetwork.namespace: cameras and viewers share"));

    const auto path =
        load_text("cameraNetwork: { namespace: /proc/1/ns/net }\n" + kLeast.substr(kLeast.find('\n') + 1));
    ASSERT_TRUE(path.config) << problems_of(path);
    EXPECT_EQ(path.config->camera_network.path, "/proc/1/ns/net");
}

TEST(ConfigLoader, BoundsNamesAndTheNumberOfCameras) {
    std::string many =
        "cameraNetwork: { namespace: cameras }\ncameraDefaults: { picture: 64x64 }\ncameras:\n";
    for (int i = 0; i < 257; ++i) {
        many += "  c" + std::to_string(i) + ": { source: \"rtsp://10.0.0.1/\" }\n";
    }
    EXPECT_THAT(problems_of(load_text(many)), HasSubstr("f:3: cameras: holds 257 cameras"));
    const auto most = load_text(many.substr(0, many.rfind("  c256")));
    ASSERT_TRUE(most.config) << problems_of(most);
    EXPECT_EQ(most.config->cameras.size(), 256U);

    const auto named = [](const std::string& name) {
        return load_text("cameraNetwork: { namespace: n }\ncameras:\n  " + name +
                         ": { source: \"rtsp://10.0.0.1/\", picture: 64x64 }\n");
    };
    EXPECT_TRUE(named(std::string(63, 'a')).config);
    EXPECT_FALSE(named(std::string(64, 'a')).config);
    EXPECT_FALSE(named("a_b").config);
    EXPECT_FALSE(named("-a").config);
    EXPECT_FALSE(named("\"\"").config);
    EXPECT_FALSE(named("\"../a\"").config);
}

TEST(ConfigLoader, RefusesOnePortForTwo) {
    EXPECT_THAT(problems_of(load_text(kLeast + "webPort: 8554\n")),
                HasSubstr("f:4: webPort: must differ from rtspPort"));
}

TEST(ConfigLoader, TakesWhatTheMachineGives) {
    const auto loaded = load_text(kLeast + "encoderThreads: auto\n");
    ASSERT_TRUE(loaded.config);
    EXPECT_GE(loaded.config->encoder_threads, 1U);
    EXPECT_EQ(load_text(kLeast + "encoderThreads: 3\n").config->encoder_threads, 3U);
    EXPECT_THAT(problems_of(load_text(kLeast + "encoderThreads: 0\n")), HasSubstr("must be auto"));
    EXPECT_THAT(problems_of(load_text(kLeast + "controlSocket: relative\n")),
                AllOf(HasSubstr("f:4: controlSocket: must be an absolute path"), Not(HasSubstr("relative"))));
}

TEST(ConfigLoader, ReadsACameraWithAWrongNameForItsOtherMistakes) {
    const std::string text = problems_of(
        load_text("cameraNetwork: { namespace: cameras }\ncameras:\n  Gate:\n    source: http://10.0.0.1/\n"
                  "    picture: 1921x1080\n"));
    EXPECT_THAT(text, HasSubstr("f:3: cameras: a camera's name must be"));
    EXPECT_THAT(text, HasSubstr("f:4: cameras (the one in line 3).source: must begin with rtsp://"));
    EXPECT_THAT(text, HasSubstr("f:5: cameras (the one in line 3).picture: must be"));
}

}  // namespace
}  // namespace cordon::config
