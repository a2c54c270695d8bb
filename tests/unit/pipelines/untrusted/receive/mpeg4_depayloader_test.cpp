// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/mpeg4_depayloader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <gtest/gtest.h>

#include "coded_clip.hpp"
#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;
using tests::EncodedUnit;

std::vector<EncodedUnit> pictures(const std::string& options = "bf=0") {
    return tests::encode({.codec = VideoCodec::kMpeg4, .pictures = 12, .options = "g=5:" + options});
}

// Without what stands before each keyframe, which is given back: a camera's configuration, sent aside.
ByteString take_configuration(std::vector<EncodedUnit>& units) {
    constexpr std::array kPicture{std::byte{0}, std::byte{0}, std::byte{1}, std::byte{0xB6}};
    ByteString configuration;
    for (EncodedUnit& unit : units) {
        const auto picture = std::ranges::search(unit.bytes, kPicture).begin();
        if (unit.keyframe) {
            configuration.assign(unit.bytes.begin(), picture);
        }
        unit.bytes.erase(unit.bytes.begin(), picture);
    }
    return configuration;
}

std::string in_digits(const ByteString& bytes) {
    std::string digits;
    for (const std::byte each : bytes) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        digits += kDigits[std::to_integer<std::size_t>(each) >> 4U];
        digits += kDigits[std::to_integer<std::size_t>(each) & 15U];
    }
    return digits;
}

class Trial {
public:
    explicit Trial(const std::string& format_parameters = "", std::uint32_t largest = 1 << 20)
        : depayloader(format_parameters, largest, [this](const CodedPicture& picture) {
              EXPECT_EQ(picture.codec, VideoCodec::kMpeg4);
              shown.push_back(
                  {.bytes = {picture.bytes.begin(), picture.bytes.end()}, .keyframe = picture.keyframe});
              gaps.push_back(picture.gap);
          }) {}

    void push(const ByteString& payload, bool marker, bool follows = true) {
        depayloader.push({.payload = payload,
                          .timestamp = 0,
                          .marker = marker,
                          .follows = follows && !std::exchange(begins_, false),
                          .arrival = {}});
    }
    void send(const ByteString& picture) {
        constexpr std::size_t kLargest = 500;
        for (std::size_t at = 0; at < picture.size(); at += kLargest) {
            const auto size = std::min(kLargest, picture.size() - at);
            const auto begin = picture.begin() + static_cast<std::ptrdiff_t>(at);
            push({begin, begin + static_cast<std::ptrdiff_t>(size)}, at + size == picture.size());
        }
    }
    void expect_pictures_of(const std::vector<EncodedUnit>& sent) const {
        const auto expected = tests::decode_plainly(VideoCodec::kMpeg4, sent);
        const auto decoded = tests::decode_plainly(VideoCodec::kMpeg4, shown);
        ASSERT_EQ(decoded.size(), expected.size());
        for (std::size_t i = 0; i < decoded.size(); ++i) {
            EXPECT_EQ(decoded[i].pixels, expected[i].pixels) << i;
        }
    }

    std::vector<EncodedUnit> shown;
    std::vector<bool> gaps;
    Mpeg4Depayloader depayloader;

private:
    bool begins_ = true;
};

TEST(Mpeg4Depayloader, PutsPicturesTogether) {
    const auto sent = pictures();
    Trial trial;
    for (const EncodedUnit& unit : sent) {
        trial.send(unit.bytes);
    }
    trial.expect_pictures_of(sent);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        EXPECT_EQ(trial.shown[i].keyframe, sent[i].keyframe) << i;
        EXPECT_EQ(trial.gaps[i], i == 0) << i;
    }
}

TEST(Mpeg4Depayloader, PutsTheDescribedConfigurationBeforeKeyframes) {
    const auto sent = pictures();
    auto bare = sent;
    const std::string digits = in_digits(take_configuration(bare));
    Trial trial(" profile-level-id=1; Config=" + digits + " ;x");
    for (const EncodedUnit& unit : bare) {
        trial.send(unit.bytes);
    }
    trial.expect_pictures_of(sent);
}

TEST(Mpeg4Depayloader, KeepsAConfigurationThatCameInTheStream) {
    const auto sent = pictures();
    auto bare = sent;
    const ByteString configuration = take_configuration(bare);
    Trial trial("config=000001B0");  // of no use
    trial.send(sent[0].bytes);
    for (std::size_t i = 1; i < bare.size(); ++i) {
        trial.send(bare[i].bytes);
    }
    trial.expect_pictures_of(sent);
    ASSERT_TRUE(trial.shown[5].keyframe);
    EXPECT_TRUE(
        std::ranges::equal(std::span(trial.shown[5].bytes).first(configuration.size()), configuration));
}

TEST(Mpeg4Depayloader, KeepsAConfigurationThatCameWithAMarkerOfItsOwn) {
    const auto sent = pictures();
    auto bare = sent;
    const ByteString configuration = take_configuration(bare);
    Trial trial;
    trial.send(configuration);
    EXPECT_TRUE(trial.shown.empty());
    for (const EncodedUnit& unit : bare) {
        trial.send(unit.bytes);
    }
    trial.expect_pictures_of(sent);
}

TEST(Mpeg4Depayloader, LosesOnlyThePictureAPacketIsMissingOf) {
    const auto sent = pictures();
    Trial trial;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        if (i == 5) {
            const ByteString& keyframe = sent[i].bytes;
            ASSERT_GT(keyframe.size(), 1200U);
            trial.push({keyframe.begin(), keyframe.begin() + 500}, false);
            trial.push({keyframe.begin() + 1000, keyframe.end()}, true, false);
        } else {
            trial.send(sent[i].bytes);
        }
    }
    ASSERT_EQ(trial.shown.size(), sent.size() - 1);
    EXPECT_TRUE(trial.gaps[5]);
    EXPECT_EQ(trial.shown[5].bytes, sent[6].bytes);
}

TEST(Mpeg4Depayloader, NeedsNoMarkers) {
    const auto sent = pictures();
    Trial trial;
    for (const EncodedUnit& unit : sent) {
        trial.push(unit.bytes, false);
        trial.depayloader.end_picture();
    }
    trial.expect_pictures_of(sent);
}

TEST(Mpeg4Depayloader, DropsAndCountsAPictureOverTheLimit) {
    const auto sent = pictures();
    Trial trial("", static_cast<std::uint32_t>(sent[0].bytes.size() - 1));
    trial.send(sent[0].bytes);
    EXPECT_TRUE(trial.shown.empty());
    EXPECT_EQ(trial.depayloader.oversized(), 1U);
    trial.send(sent[1].bytes);
    EXPECT_EQ(trial.shown.size(), 1U);
}

TEST(Mpeg4Depayloader, IgnoresADescribedConfigurationThatIsNone) {
    for (const char* parameters : {"config=", "config=0", "config=zz", "config=000001", "config=ffffffff"}) {
        auto bare = pictures();
        take_configuration(bare);
        Trial trial(parameters);
        trial.send(bare[0].bytes);
        ASSERT_EQ(trial.shown.size(), 1U) << parameters;
        EXPECT_EQ(trial.shown[0].bytes, bare[0].bytes) << parameters;
    }
}

}  // namespace
}  // namespace cordon::untrusted::receive
