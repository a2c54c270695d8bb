// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/camera_reader.hpp"

#include <gmock/gmock.h>

#include "tests/unit/config/config_file.hpp"

namespace cordon::config {
namespace {

using boundary::EncoderKind;
using testing::HasSubstr;
using testing::Not;

std::string with_camera(const std::string& keys, const std::string& before = "") {
    return "cameraNetwork: { namespace: cameras }\n" + before + "cameras:\n  gate:\n    picture: 640x360\n" +
           keys;
}

TEST(CameraReader, TakesTheUserOutOfTheAddress) {
    const auto loaded = load_text(with_camera("    source: rtsp://ad%40min:p%2Fw@10.20.0.11:8554/a?b=c\n"));
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    const CameraConfig& camera = loaded.config->cameras[0];
    EXPECT_EQ(camera.source.url.reveal(), "rtsp://10.20.0.11:8554/a?b=c");
    EXPECT_EQ(camera.source.port, 8554);
    EXPECT_EQ(camera.username.reveal(), "ad@min");
    EXPECT_EQ(camera.password.reveal(), "p/w");
}

TEST(CameraReader, LetsACameraSayAnewWhatTheDefaultsSay) {
    const auto loaded = load_text(with_camera(
        "    source: rtsp://10.0.0.1/\n    quality: 20\n    password: own\n",
        "cameraDefaults: { quality: 30, maxFrameRate: 10, encoder: x264, username: u, password: shared }\n"));
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    const CameraConfig& camera = loaded.config->cameras[0];
    EXPECT_EQ(camera.quality, 20U);
    EXPECT_EQ(camera.most_frames_per_second, 10U);
    EXPECT_EQ(camera.encoder, EncoderKind::kX264);
    EXPECT_EQ(camera.username.reveal(), "u");
    EXPECT_EQ(camera.password.reveal(), "own");
}

TEST(CameraReader, TakesEveryPresetWithEveryEncoder) {
    using boundary::EncoderPreset;
    for (const auto& [word, preset] :
         {std::pair{"live", EncoderPreset::kLive}, std::pair{"balanced", EncoderPreset::kBalanced},
          std::pair{"archive", EncoderPreset::kArchive}}) {
        for (const auto& [name, encoder] : {std::pair{"auto", EncoderChoice()},
                                            std::pair{"openh264", EncoderChoice(EncoderKind::kOpenH264)},
                                            std::pair{"x264", EncoderChoice(EncoderKind::kX264)}}) {
            const auto loaded =
                load_text(with_camera("    source: rtsp://10.0.0.1/\n    preset: " + std::string(word) +
                                          "\n    encoder: " + name + "\n",
                                      "cameraDefaults: { preset: archive, encoder: x264 }\n"));
            ASSERT_TRUE(loaded.config) << problems_of(loaded);
            EXPECT_EQ(loaded.config->cameras[0].preset, preset) << word;
            EXPECT_EQ(loaded.config->cameras[0].encoder, encoder) << name;
        }
    }
    const auto bare = load_text(with_camera("    source: rtsp://10.0.0.1/\n"));
    ASSERT_TRUE(bare.config) << problems_of(bare);
    EXPECT_EQ(bare.config->cameras[0].preset, EncoderPreset::kLive);
    EXPECT_EQ(bare.config->cameras[0].encoder, EncoderChoice());
}

TEST(CameraReader, RefusesASourceOrTitleForAllCameras) {
    const auto loaded =
        load_text(with_camera("    source: rtsp://10.0.0.1/\n", "cameraDefaults: { title: a }\n"));
    EXPECT_THAT(problems_of(loaded), HasSubstr("cameraDefaults.title: is not a key here"));
}

TEST(CameraReader, RefusesTwoPlacesForOnePassword) {
    EXPECT_THAT(problems_of(load_text(with_camera("    source: rtsp://u:p@10.0.0.1/\n    username: u\n"))),
                HasSubstr("f:6: cameras.gate.username: stands beside a user in source"));
    EXPECT_THAT(
        problems_of(load_text(with_camera(
            "    source: rtsp://10.0.0.1/\n    username: u\n    password: a\n    passwordFile: b\n"))),
        HasSubstr("f:8: cameras.gate.passwordFile: stands beside password"));
    EXPECT_THAT(problems_of(load_text(with_camera("    source: rtsp://10.0.0.1/\n    password: a\n"))),
                HasSubstr("cameras.gate.username: is missing: there is a password"));
}

TEST(CameraReader, RefusesWhatDoesNotFitTheLaunchRecord) {
    const auto problems = [](const std::string& keys) { return problems_of(load_text(with_camera(keys))); };
    const std::string source = "    source: rtsp://10.0.0.1/\n";
    EXPECT_THAT(problems("    source: rtsp://10.0.0.1/" + std::string(1100, 'a') + "\n"),
                HasSubstr("1023 bytes"));
    EXPECT_THAT(problems(source + "    username: " + std::string(128, 'u') + "\n"), HasSubstr("127 bytes"));
    EXPECT_THAT(problems(source + "    username: u\n    password: " + std::string(256, 'p') + "\n"),
                HasSubstr("255 bytes"));
    EXPECT_THAT(problems(source + "    title: " + std::string(128, 't') + "\n"), HasSubstr("127 bytes"));
    EXPECT_THAT(problems(source + "    title: \"a\\nb\"\n"), HasSubstr("control characters"));
    EXPECT_THAT(problems(source + "    username: u\n    password: \"a\\r\\nb\"\n"),
                HasSubstr("control characters"));
    EXPECT_EQ(problems(source + "    username: u\n    password: " + std::string(255, 'p') + "\n"), "");
}

TEST(CameraReader, RefusesAPictureTheEncoderWouldRefuse) {
    const auto problems = [](const std::string& keys) {
        return problems_of(
            load_text("cameraNetwork: { namespace: cameras }\ncameras:\n  gate:\n"
                      "    source: rtsp://10.0.0.1/\n" +
                      keys));
    };
    EXPECT_EQ(problems("    picture: 4096x2304\n    encoder: openh264\n"), "");
    EXPECT_EQ(problems("    picture: 4098x2304\n"), "");
    EXPECT_EQ(problems("    picture: 4098x2304\n    encoder: x264\n"), "");
    EXPECT_THAT(problems("    picture: 4098x2304\n    encoder: openh264\n"),
                HasSubstr("f:5: cameras.gate.picture: is larger than openh264 takes"));
    EXPECT_EQ(problems("    picture: 8192x4320\n    encoder: x264\n"), "");
    EXPECT_THAT(problems("    picture: 8192x8192\n    encoder: x264\n"),
                HasSubstr("larger than H.264 allows"));
    EXPECT_THAT(problems("    picture: 8192x8192\n"), HasSubstr("larger than H.264 allows"));
}

TEST(CameraReader, TakesAPictureThatIsToBeFound) {
    const auto loaded = load_text(
        "cameraNetwork: { namespace: cameras }\ncameraDefaults: { picture: auto }\ncameras:\n"
        "  gate: { source: \"rtsp://10.0.0.1/\" }\n"
        "  yard: { source: \"rtsp://10.0.0.2/\", picture: 640x360 }\n"
        "  door: { source: \"rtsp://10.0.0.3/\", picture: auto }\n");
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    EXPECT_TRUE(loaded.config->cameras[0].picture_is_auto);
    EXPECT_EQ(loaded.config->cameras[0].picture, provisional_picture());
    EXPECT_FALSE(loaded.config->cameras[1].picture_is_auto) << "its own size stands over the defaults";
    EXPECT_EQ(loaded.config->cameras[1].picture.width(), 640U);
    EXPECT_TRUE(loaded.config->cameras[2].picture_is_auto);
    const auto fixed_by_default = load_text(
        "cameraNetwork: { namespace: cameras }\ncameraDefaults: { picture: 640x360 }\ncameras:\n"
        "  gate: { source: \"rtsp://10.0.0.1/\", picture: auto }\n");
    EXPECT_TRUE(fixed_by_default.config->cameras[0].picture_is_auto);
    EXPECT_THAT(problems_of(load_text("cameraNetwork: { namespace: cameras }\ncameras:\n"
                                      "  gate: { source: \"rtsp://10.0.0.1/\", picture: Auto }\n")),
                HasSubstr("or auto, and size and colours are found when the camera is first seen"));
}

TEST(CameraReader, TakesTheColoursOfAPicture) {
    const auto loaded = load_text(
        "cameraNetwork: { namespace: cameras }\ncameraDefaults: { picture: 768x432 bt601 }\ncameras:\n"
        "  gate: { source: \"rtsp://10.0.0.1/\" }\n"
        "  yard: { source: \"rtsp://10.0.0.2/\", picture: 768x432 bt709-full }\n"
        "  door: { source: \"rtsp://10.0.0.3/\", picture: 768x432 }\n");
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    EXPECT_EQ(loaded.config->cameras[0].picture.colours(), boundary::Colours::kBt601);
    EXPECT_EQ(loaded.config->cameras[1].picture.colours(), boundary::Colours::kBt709Full);
    EXPECT_EQ(loaded.config->cameras[2].picture.colours(), boundary::Colours::kBt709);
    EXPECT_THAT(problems_of(load_text("cameraNetwork: { namespace: cameras }\ncameras:\n"
                                      "  gate: { source: \"rtsp://10.0.0.1/\", picture: 768x432 bt2020 }\n")),
                HasSubstr("f:3: cameras.gate.picture: must name the colours behind its size, where it names "
                          "any, as bt709, bt601, bt709-full or bt601-full"));
    EXPECT_THAT(problems_of(load_text("cameraNetwork: { namespace: cameras }\nlimits:\n"
                                      "  largestPicture: 768x432 bt601\ncameras:\n"
                                      "  gate: { source: \"rtsp://10.0.0.1/\", picture: 768x432 }\n")),
                HasSubstr("f:3: limits.largestPicture: must be WIDTHxHEIGHT"))
        << "a limit has no colours";
}

TEST(CameraReader, WarnsOnceWhenAPasswordStandsWhereEverybodyMayRead) {
    const std::string text = with_camera("    source: rtsp://10.0.0.1/\n    username: u\n    password: p\n") +
                             "  yard: { source: \"rtsp://u:p@10.0.0.2/\", picture: 640x360 }\n";
    const auto open = load_text(text, 0644);
    ASSERT_TRUE(open.config) << problems_of(open);
    EXPECT_EQ(open.problems.size(), 1U);
    EXPECT_THAT(problems_of(open),
                HasSubstr("f:7: warning: cameras.gate.password: a password stands in a file"));
    EXPECT_TRUE(load_text(text, 0600).problems.empty());
}

TEST(CameraReader, WarnsWhenAPasswordFileIsForEverybody) {
    const ConfigFolder folder;
    const std::string text =
        with_camera("    source: rtsp://10.0.0.1/\n    username: u\n    passwordFile: secret\n");
    folder.write("secret", "s3cret\nsecond line\n", 0644);
    const auto open = load_config(folder.write("cordon.yaml", text, 0644));
    ASSERT_TRUE(open.config) << problems_of(open);
    EXPECT_EQ(open.config->cameras[0].password.reveal(), "s3cret");
    EXPECT_THAT(problems_of(open), HasSubstr("f:7: warning: cameras.gate.passwordFile"));
    folder.write("secret", "s3cret\n", 0600);
    EXPECT_TRUE(load_config(folder.write("cordon.yaml", text, 0644)).problems.empty());
}

TEST(CameraReader, NeverRepeatsASecretInAMessage) {
    ASSERT_EQ(::setenv("CORDON_TEST_SECRET", "hunter2\x01", 1), 0);
    const std::string long_secret = "hunter2" + std::string(300, 'x');
    const std::vector<std::string> mistakes{
        "    source: rtsp://admin:hunter2@camera.example/\n",
        "    source: rtsp://admin:hunter2/x@10.0.0.1/\n",
        "    source: rtsp://admin:hunter2%zz@10.0.0.1/\n",
        "    source: \"rtsp://admin:hunter2 @10.0.0.1/\"\n",
        "    source: http://admin:hunter2@10.0.0.1/\n",
        "    source: rtsp://10.0.0.1:hunter2/\n",
        "    source: { rtsp: hunter2 }\n",
        "    source: \"rtsp://admin:${hunter2@10.0.0.1/\"\n",
        "    source: rtsp://10.0.0.1/\n    username: u\n    password: " + long_secret + "\n",
        "    source: rtsp://10.0.0.1/\n    username: u\n    password: ${CORDON_TEST_SECRET}\n",
        "    source: rtsp://10.0.0.1/\n    username: u\n    password: [hunter2]\n",
        "    source: rtsp://10.0.0.1/\n    username: u\n    password: *hunter2\n",
        "    source: rtsp://10.0.0.1/\n    username: u\n    password: \"hunter2\" x\n",
        "    source: rtsp://10.0.0.1/\n    username: " + long_secret + "\n",
        "    source: rtsp://10.0.0.1/\n    title: \"hunter2\\x01\"\n",
        "    source: rtsp://10.0.0.1/\n    quality: hunter2\n"};
    for (const std::string& mistake : mistakes) {
        const auto loaded = load_text(with_camera(mistake), 0644);
        EXPECT_FALSE(loaded.config) << mistake;
        EXPECT_THAT(problems_of(loaded), Not(HasSubstr("hunter2"))) << mistake;
    }
}

}  // namespace
}  // namespace cordon::config
