// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/status_table.hpp"

#include <gmock/gmock.h>

namespace cordon::supervisor {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

GatewayStatus example() {
    GatewayStatus status;
    status.version = "1.2.3";
    status.publisher_state = "ready";
    status.uptime_seconds = 3725;
    CameraStatus camera;
    camera.name = "gate";
    camera.state = "streaming";
    camera.codec = "H.264";
    camera.frames_in_per_second = 25;
    camera.frames_out_per_second = 24.96;
    camera.width = camera.camera_width = 1920;
    camera.height = camera.camera_height = 1080;
    camera.last_frame_age_ms = 31;
    camera.latency_p50_us = 12'300;
    camera.latency_p99_us = 45'600;
    status.cameras.push_back(camera);
    camera.name = "yard";
    camera.state = "authenticationFailed";
    camera.camera_width = 1280;
    camera.camera_height = 720;
    camera.last_frame_age_ms.reset();
    camera.receiver_restarts = 3;
    camera.decoder_restarts = 4;
    status.cameras.push_back(camera);
    return status;
}

TEST(StatusTable, HasARowForEachCamera) {
    const std::string table = draw_table(example(), false);
    EXPECT_THAT(table, AllOf(HasSubstr("Cordon 1.2.3   up 1 h 2 min   1 of 2 live   publisher ready"),
                             HasSubstr("CAMERA"), HasSubstr("live"), HasSubstr("25.0"), HasSubstr("31 ms"),
                             HasSubstr("12.3 / 45.6"), HasSubstr("wrong user or password"),
                             HasSubstr("3 + 4"), HasSubstr("1280x720 > 1920x1080")));
    EXPECT_THAT(table, Not(HasSubstr("\x1b")));
}

TEST(StatusTable, SaysWhereColoursAreConverted) {
    auto status = example();
    status.cameras[0].colours = status.cameras[0].camera_colours = "bt601";
    status.cameras[1].colours = "bt709";
    status.cameras[1].camera_colours = "bt601-full";
    const std::string table = draw_table(status, false);
    EXPECT_THAT(table, HasSubstr("  1920x1080  ")) << "as they come";
    EXPECT_THAT(table, HasSubstr("  1280x720 bt601-full > 1920x1080 bt709  "));
    status.cameras[1].camera_width = 1920;
    status.cameras[1].camera_height = 1080;
    EXPECT_THAT(draw_table(status, false), HasSubstr("  1920x1080 bt601-full > 1920x1080 bt709  "));
}

TEST(StatusTable, SaysHowManyPicturesAreShownWhereTheyAreNotAllEncoded) {
    auto status = example();
    status.cameras[0].state = "overloaded";
    status.cameras[0].frames_shown_per_second = 11.3;
    status.cameras[0].frames_out_per_second = 11.3;
    status.cameras[1].state = "streaming";
    status.cameras[1].frames_shown_per_second = 15;
    status.cameras[1].frames_out_per_second = 1.5;
    const std::string table = draw_table(status, false);
    EXPECT_THAT(table, HasSubstr("gate    overloaded: 11 of 25 frames/s  25.0  11.3"));
    EXPECT_THAT(table, HasSubstr(": this machine cannot decode and encode all that its cameras send"));
    EXPECT_THAT(table, HasSubstr("1.5 + 13.5 same"));
}

TEST(StatusTable, SaysWhyThereIsNoPictureAndWhatToDo) {
    auto status = example();
    status.cameras[1].state_seconds = 720;
    status.cameras[1].next_try_seconds = 1680;
    const std::string table = draw_table(status, false);
    EXPECT_THAT(table, HasSubstr("  since 12 min: the camera refuses the user name and password"));
    EXPECT_THAT(table, HasSubstr("Called again in 28 min.\n  Check username and password."));
}

TEST(StatusTable, ColoursStatesOnlyOnATerminal) {
    const std::string table = draw_table(example(), true);
    EXPECT_THAT(table,
                AllOf(HasSubstr("\x1b[32mlive\x1b[0m"), HasSubstr("\x1b[31mwrong user or password\x1b[0m")));
}

TEST(StatusTable, SaysWhereDecodersCanTellTheTime) {
    auto status = example();
    EXPECT_THAT(draw_table(status, false), Not(HasSubstr("can tell the time")));
    status.decoder_clock_trapped = false;
    EXPECT_THAT(draw_table(status, false), HasSubstr("Decoders can tell the time here"));
}

TEST(StatusTable, ShowsNothingATerminalWouldObey) {
    auto status = example();
    status.cameras[0].name = "\x1b[2J";
    status.cameras[0].codec = "\a";
    status.version = "\x1b]0;x";
    EXPECT_THAT(draw_table(status, false), Not(testing::AnyOf(HasSubstr("\x1b"), HasSubstr("\a"))));
}

}  // namespace
}  // namespace cordon::supervisor
