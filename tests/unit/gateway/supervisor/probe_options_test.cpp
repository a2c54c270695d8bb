// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_options.hpp"

#include <array>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;
using testing::Not;

base::Result<ProbeOptions> parse(const std::vector<std::string_view>& words) {
    return parse_probe_options(words);
}

TEST(ProbeOptions, TakesEveryOption) {
    const auto options = parse({"--network", "cameras", "--config", "a.yaml", "--username", "viewer",
                                "--password-file", "b", "--snapshot", "c.png", "--seconds", "3", "--name",
                                "gate", "--json", "--verbose", "rtsp://10.0.0.1/a"});
    ASSERT_TRUE(options.ok()) << options.error().message;
    EXPECT_EQ(options.value().network, "cameras");
    EXPECT_EQ(options.value().config, "a.yaml");
    EXPECT_EQ(options.value().username, "viewer");
    EXPECT_EQ(options.value().password_file, "b");
    EXPECT_EQ(options.value().snapshot, "c.png");
    EXPECT_EQ(options.value().time.count(), 3);
    EXPECT_EQ(options.value().name, "gate");
    EXPECT_TRUE(options.value().json && options.value().verbose);
    EXPECT_EQ(options.value().source.reveal(), "rtsp://10.0.0.1/a");
}

TEST(ProbeOptions, RefusesWhatIsMissingOrWrong) {
    for (const auto& words :
         std::vector<std::vector<std::string_view>>{{},
                                                    {"rtsp://a/", "rtsp://b/"},
                                                    {"rtsp://a/", "--network"},
                                                    {"--seconds", "0", "rtsp://a/"},
                                                    {"--seconds", "601", "rtsp://a/"},
                                                    {"--seconds", "x", "rtsp://a/"},
                                                    {"--name", "North Gate", "rtsp://a/"}}) {
        EXPECT_FALSE(parse(words).ok());
    }
    EXPECT_THAT(parse({"--snapshpt", "x", "rtsp://a/"}).error().message,
                HasSubstr("did you mean '--snapshot'?"));
}

TEST(ProbeOptions, TakesNoPasswordAsAnArgumentAndRepeatsNone) {
    EXPECT_THAT(parse({"--password", "hunter2", "rtsp://a/"}).error().message, HasSubstr("CORDON_PASSWORD"));
    for (const auto& words :
         std::vector<std::vector<std::string_view>>{{"--password", "hunter2", "rtsp://a/"},
                                                    {"--password=hunter2", "rtsp://a/"},
                                                    {"--pasword=hunter2", "rtsp://a/"},
                                                    {"rtsp://u:hunter2@a/", "rtsp://b/"}}) {
        const auto options = parse(words);
        ASSERT_FALSE(options.ok());
        EXPECT_THAT(options.error().message, Not(HasSubstr("hunter2")));
    }
}

TEST(ProbeOptions, HidesUrlsFromWhoeverReadsArguments) {
    std::string command = "probe";
    std::string url = "rtsp://u:hunter2@10.0.0.1/a?password=b";
    std::array<char*, 2> arguments{command.data(), url.data()};
    hide_urls(arguments);
    EXPECT_EQ(command, "probe");
    EXPECT_EQ(url, std::string(url.size(), 'x'));
}

}  // namespace
}  // namespace cordon::supervisor
