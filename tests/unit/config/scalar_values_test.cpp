// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/scalar_values.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::config {
namespace {

using namespace std::chrono_literals;

TEST(ScalarValues, TakesIntegersInTheirRangeOnly) {
    EXPECT_EQ(parse_integer("7", 1, 10).value(), 7U);
    for (const char* wrong : {"", "0", "11", "-1", "+7", "7.0", "0x7", " 7", "7 ", "99999999999999999999"}) {
        EXPECT_FALSE(parse_integer(wrong, 1, 10).ok()) << wrong;
    }
}

TEST(ScalarValues, TakesTimesWithTheirUnit) {
    EXPECT_EQ(parse_duration("500ms", 1ms, 1h).value(), 500ms);
    EXPECT_EQ(parse_duration("2s", 1ms, 1h).value(), 2s);
    EXPECT_EQ(parse_duration("3m", 1ms, 1h).value(), 3min);
    for (const char* wrong : {"2", "s", "2 s", "2h", "1.5s", "-1s", "61m", "0ms", "4294967295m"}) {
        EXPECT_FALSE(parse_duration(wrong, 1ms, 1h).ok()) << wrong;
    }
    EXPECT_EQ(parse_duration("1h", 250ms, 1min).error().message,
              "must be a time with its unit (ms, s or m) from 250ms to 1m");
}

TEST(ScalarValues, TakesSizesAndBitRatesWithTheirUnit) {
    EXPECT_EQ(parse_bytes("64KiB", 1, 1U << 30).value(), 65536U);
    EXPECT_EQ(parse_bytes("8MiB", 1, 1U << 30).value(), 8U << 20);
    EXPECT_FALSE(parse_bytes("8MB", 1, 1U << 30).ok());
    EXPECT_FALSE(parse_bytes("4096MiB", 1, 1U << 30).ok());
    EXPECT_EQ(parse_bit_rate("800kbps", 64, 200'000).value(), 800U);
    EXPECT_EQ(parse_bit_rate("8Mbps", 64, 200'000).value(), 8000U);
    EXPECT_FALSE(parse_bit_rate("8000", 64, 200'000).ok());
    EXPECT_FALSE(parse_bit_rate("63kbps", 64, 200'000).ok());
}

TEST(ScalarValues, TakesPictureSizesTheBoundaryTakes) {
    EXPECT_EQ(parse_picture_size("1920x1080").value().width, 1920U);
    EXPECT_EQ(parse_picture_size("1920x1080").value().height, 1080U);
    for (const char* wrong : {"", "x", "1920", "1920x", "x1080", "1920X1080", "1921x1080", "1920x1081",
                              "14x16", "8194x16", "1920x1080x3", "-16x16", "auto"}) {
        EXPECT_FALSE(parse_picture_size(wrong).ok()) << wrong;
    }
}

TEST(ScalarValues, TakesPicturesWithTheirColours) {
    using boundary::Colours;
    using boundary::FrameGeometry;
    EXPECT_EQ(parse_picture("768x432").value(), FrameGeometry::create(768, 432).value());
    EXPECT_EQ(parse_picture("768x432 bt709").value(), FrameGeometry::create(768, 432).value());
    for (const auto colours : {Colours::kBt709, Colours::kBt601, Colours::kBt709Full, Colours::kBt601Full}) {
        const auto picture = FrameGeometry::create(768, 432, colours).value();
        EXPECT_EQ(parse_picture(picture_text(picture)).value(), picture);
    }
    EXPECT_EQ(picture_text(FrameGeometry::create(768, 432).value()), "768x432");
    EXPECT_EQ(picture_text(FrameGeometry::create(768, 432, Colours::kBt709Full).value()),
              "768x432 bt709-full");
    for (const char* wrong :
         {"", " ", "bt601", " bt601", "768x432 ", "768x432 bt2020", "768x432  bt601", "768x432 bt601 ",
          "767x432 bt601", "768x432bt601", "768x432 bt601-full bt601"}) {
        EXPECT_FALSE(parse_picture(wrong).ok()) << wrong;
    }
}

TEST(ScalarValues, TakesFingerprintsWithAndWithoutColons) {
    const std::string bare = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
    std::string colons = bare.substr(0, 2);
    for (std::size_t i = 2; i < bare.size(); i += 2) {
        colons += ":" + bare.substr(i, 2);
    }
    const auto one = parse_fingerprint(bare);
    ASSERT_TRUE(one.ok());
    EXPECT_EQ(one.value()[0], 0x00);
    EXPECT_EQ(one.value()[1], 0x11);
    EXPECT_EQ(one.value()[31], 0xFF);
    const auto other = parse_fingerprint(colons);
    ASSERT_TRUE(other.ok());
    EXPECT_EQ(one.value(), other.value());
    auto half = colons;
    half[2] = '1';
    auto wrong_digit = bare;
    wrong_digit[63] = 'g';
    for (const auto& wrong : {std::string(), bare.substr(2), bare + "00", colons + ":", ":" + colons, half,
                              wrong_digit, "sha256 " + bare, bare.substr(0, 40), "-1" + bare.substr(2)}) {
        EXPECT_FALSE(parse_fingerprint(wrong).ok()) << wrong;
    }
}

TEST(ScalarValues, TakesNamespacesByNameByPathAndTheHost) {
    EXPECT_TRUE(parse_namespace("host").value().host);
    EXPECT_EQ(parse_namespace("cameras").value().path, "/run/netns/cameras");
    EXPECT_EQ(parse_namespace("/proc/1/ns/net").value().path, "/proc/1/ns/net");
    for (const char* wrong : {"", "a/b", ".", ".."}) {
        EXPECT_FALSE(parse_namespace(wrong).ok()) << wrong;
    }
}

TEST(ScalarValues, KnowsACamerasName) {
    for (const char* name : {"gate", "7", "gate-7", "g-"}) {
        EXPECT_TRUE(is_camera_name(name)) << name;
    }
    for (const char* wrong : {"", "Gate", "-gate", "gate 7", "gate/7", "g\xc3\xa4te"}) {
        EXPECT_FALSE(is_camera_name(wrong)) << wrong;
    }
    EXPECT_TRUE(is_camera_name(std::string(63, 'a')));
    EXPECT_FALSE(is_camera_name(std::string(64, 'a')));
}

TEST(ScalarValues, TakesAddressesInDigits) {
    const auto four = parse_address("10.20.0.11");
    ASSERT_TRUE(four.ok());
    EXPECT_EQ(four.value().family, 4);
    EXPECT_EQ(four.value().bytes[3], 11);
    const auto six = parse_address("fd00::11");
    ASSERT_TRUE(six.ok());
    EXPECT_EQ(six.value().family, 6);
    EXPECT_EQ(six.value().bytes[15], 0x11);
    for (const char* wrong : {"", "camera", "10.20.0", "10.20.0.256", "[fd00::11]", "fe80::1%eth0"}) {
        EXPECT_FALSE(parse_address(wrong).ok()) << wrong;
    }
}

}  // namespace
}  // namespace cordon::config
