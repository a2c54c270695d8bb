// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/status_snapshot.hpp"

#include <gmock/gmock.h>

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;

GatewayStatus example() {
    GatewayStatus status;
    status.version = "1.2.3";
    status.pid = 42;
    status.publisher_state = "ready";
    CameraStatus camera;
    camera.name = "gate";
    camera.title = "Tor \"Süd\"\n";
    camera.state = "streaming";
    camera.frames_in_per_second = 25;
    camera.frames_out = 1234;
    camera.last_frame_age_ms = 12;
    status.cameras.push_back(camera);
    camera.name = "yard";
    camera.last_frame_age_ms.reset();
    status.cameras.push_back(camera);
    return status;
}

TEST(StatusSnapshot, SaysTheSameAfterAWayAsJson) {
    const auto back = parse_status(to_json(example()));
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(to_json(back.value()), to_json(example()));
    EXPECT_EQ(back.value().cameras[0].title, example().cameras[0].title);
    EXPECT_EQ(back.value().cameras[0].last_frame_age_ms, 12U);
    EXPECT_EQ(back.value().cameras[1].last_frame_age_ms, std::nullopt);
}

TEST(StatusSnapshot, IsOneLineWithTheKeysScriptsUse) {
    const std::string json = to_json(example());
    EXPECT_EQ(json.find('\n'), std::string::npos);
    EXPECT_THAT(json, HasSubstr(R"("cameras":[{"name":"gate")"));
    EXPECT_THAT(json, HasSubstr(R"("state":"streaming")"));
    EXPECT_THAT(json, HasSubstr(R"("framesOut":1234)"));
    EXPECT_THAT(json, HasSubstr(R"("lastFrameAgeMs":null)"));
}

TEST(StatusSnapshot, IsValidEvenWithATitleThatIsNot) {
    auto status = example();
    status.cameras[0].title = "\xff";
    EXPECT_TRUE(parse_status(to_json(status)).ok());
}

TEST(StatusSnapshot, RefusesWhatIsNoStatus) {
    for (const char* wrong : {"", "{", "[]", "5", "{}", R"({"version":5})", R"({"version":"1","pid":"x"})"}) {
        EXPECT_FALSE(parse_status(wrong).ok()) << wrong;
    }
    std::string text = to_json(example());
    text.replace(text.find("\"gate\""), 6, "{}");
    EXPECT_FALSE(parse_status(text).ok());
}

}  // namespace
}  // namespace cordon::supervisor
