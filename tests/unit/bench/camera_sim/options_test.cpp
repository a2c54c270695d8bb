// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using testing::HasSubstr;

base::Result<SimulatorOptions> parse(std::vector<const char*> arguments) {
    return parse_options(arguments);
}

TEST(SimulatorOptions, MakesACameraOfEachCameraArgument) {
    const auto options =
        parse({"--camera", "10.77.0.11:554=a.mp4", "--camera", "[fd00::1]:8554=b=c.mkv", "--path",
               "/live?channel=1", "--user", "u", "--password", "p", "--auth", "both"});
    ASSERT_TRUE(options.ok());
    ASSERT_EQ(options.value().cameras.size(), 2U);
    const auto& second = options.value().cameras[1];
    EXPECT_EQ(second.address, "fd00::1");
    EXPECT_EQ(second.port, 8554);
    EXPECT_EQ(second.clip, "b=c.mkv");
    EXPECT_EQ(second.traits.path, "/live?channel=1");
    EXPECT_EQ(second.traits.credentials.schemes, Credentials::kDigestMd5 | Credentials::kDigestSha256);
}

TEST(SimulatorOptions, AsksNobodyForAPasswordWithoutAUser) {
    EXPECT_EQ(
        parse({"--listen", "127.0.0.1:0", "--clip", "a.mp4"}).value().cameras[0].traits.credentials.schemes,
        unsigned{Credentials::kNone});
}

TEST(SimulatorOptions, SpreadsCamerasEvenlyOverTheirClips) {
    const auto places = [](std::vector<const char*> more) {
        more.insert(more.end(),
                    {"--camera", "a:1=x", "--camera", "a:2=x", "--camera", "a:3=x", "--camera", "a:4=x"});
        std::vector<double> found;
        for (const CameraOptions& camera : parse(more).value().cameras) {
            found.push_back(camera.place);
        }
        return found;
    };
    EXPECT_THAT(places({}), testing::Each(0.0));
    EXPECT_THAT(places({"--spread"}), testing::ElementsAre(0.0, 0.25, 0.5, 0.75));
    EXPECT_THAT(parse({"--camera", "a:1=x", "--spread", "--in-step"}).error().message, HasSubstr("--spread"));
}

TEST(SimulatorOptions, NamesTheOptionAtFault) {
    EXPECT_THAT(parse({}).error().message, HasSubstr("--camera"));
    EXPECT_THAT(parse({"--camera", "10.0.0.1=a.mp4"}).error().message, HasSubstr("--camera 10.0.0.1"));
    EXPECT_THAT(parse({"--camera", "10.0.0.1:70000=a.mp4"}).error().message, HasSubstr("70000"));
    EXPECT_THAT(parse({"--camera", "10.0.0.1:554="}).error().message, HasSubstr("ADDRESS:PORT=CLIP"));
    EXPECT_THAT(parse({"--camera", "10.0.0.1:554=a.mp4", "--quirk", "tls-1-0"}).error().message,
                HasSubstr("--tls"));
    EXPECT_THAT(parse({"--clip", "a.mp4"}).error().message, HasSubstr("--listen"));
    EXPECT_THAT(parse({"--camera", "a:1=b", "--path", "live"}).error().message, HasSubstr("--path live"));
    EXPECT_THAT(parse({"--camera", "a:1=b", "--auth", "ntlm"}).error().message, HasSubstr("--auth ntlm"));
    EXPECT_THAT(parse({"--camera", "a:1=b", "--password-file", "/nonexistent"}).error().message,
                HasSubstr("/nonexistent"));
}

}  // namespace
}  // namespace cordon::bench
