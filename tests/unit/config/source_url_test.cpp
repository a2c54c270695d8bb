// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/source_url.hpp"

#include <string>

#include <gmock/gmock.h>

namespace cordon::config {
namespace {

using testing::HasSubstr;

TEST(SourceUrl, TakesAddressesOfBothFamilies) {
    const auto four = parse_source_url("rtsp://10.20.0.11/Streaming/Channels/101");
    ASSERT_TRUE(four.ok());
    EXPECT_EQ(four.value().source.address.text, "10.20.0.11");
    EXPECT_EQ(four.value().source.port, 554);
    EXPECT_EQ(four.value().source.url.reveal(), "rtsp://10.20.0.11/Streaming/Channels/101");
    EXPECT_TRUE(four.value().username.empty());

    const auto six = parse_source_url("rtsp://user@[fd00::11]:8554");
    ASSERT_TRUE(six.ok());
    EXPECT_EQ(six.value().source.address.family, 6);
    EXPECT_EQ(six.value().source.port, 8554);
    EXPECT_EQ(six.value().source.url.reveal(), "rtsp://[fd00::11]:8554");
    EXPECT_EQ(six.value().username.reveal(), "user");
}

TEST(SourceUrl, TakesAPasswordWithAnAtSignOrColonInIt) {
    const auto url = parse_source_url("rtsp://admin:p@s:s@10.0.0.1/a@b");
    ASSERT_TRUE(url.ok());
    EXPECT_EQ(url.value().password.reveal(), "p@s:s");
    EXPECT_EQ(url.value().source.url.reveal(), "rtsp://10.0.0.1/a@b");
}

TEST(SourceUrl, KnowsACameraInsideTlsByItsScheme) {
    const auto plain = parse_source_url("rtsp://10.0.0.1/a");
    EXPECT_FALSE(plain.value().source.tls);
    const auto secured = parse_source_url("rtsps://user:p@10.0.0.1/a");
    ASSERT_TRUE(secured.ok());
    EXPECT_TRUE(secured.value().source.tls);
    EXPECT_EQ(secured.value().source.port, 322);
    EXPECT_EQ(secured.value().source.url.reveal(), "rtsps://10.0.0.1/a");
    EXPECT_EQ(parse_source_url("rtsps://[fd00::1]:7441/a").value().source.port, 7441);
}

TEST(SourceUrl, KeepsAQueryWithoutAPath) {
    EXPECT_EQ(parse_source_url("rtsp://10.0.0.1?x=1").value().source.url.reveal(), "rtsp://10.0.0.1?x=1");
}

TEST(SourceUrl, SaysThatANameWillNotDo) {
    EXPECT_THAT(parse_source_url("rtsp://gate.cameras.example/a").error().message,
                HasSubstr("must name its camera by a numeric address"));
    EXPECT_THAT(parse_source_url("rtsp://admin:pa/ss@10.0.0.1/").error().message, HasSubstr("%2F"));
}

TEST(SourceUrl, RefusesEverythingElse) {
    for (const char* wrong :
         {"", "rtsp:", "rtsp://", "rtsps:/10.0.0.1/", "RTSP://10.0.0.1/", "rtsp://fd00::11/",
          "rtsp://[10.0.0.1]/", "rtsp://[fd00::11/", "rtsp://10.0.0.1:/", "rtsp://10.0.0.1:0/",
          "rtsp://10.0.0.1:65536/", "rtsp://10.0.0.1:5x4/", "rtsp://10.0.0.1 /", "rtsp://10.0.0.1/a b",
          "rtsp://10.0.0.1/a\r\nb", "rtsp://10.0.0.1/#a", "rtsp://a%g0@10.0.0.1/", "rtsp://a%2@10.0.0.1/",
          "rtsp://a%00@10.0.0.1/"}) {
        EXPECT_FALSE(parse_source_url(wrong).ok()) << wrong;
    }
}

}  // namespace
}  // namespace cordon::config
