// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/codec_signs.hpp"

#include <gtest/gtest.h>

#include "depay_trial.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;

class CodecSigns : public testing::TestWithParam<VideoCodec> {
protected:
    [[nodiscard]] static VideoCodec other() {
        return GetParam() == VideoCodec::kH264 ? VideoCodec::kH265 : VideoCodec::kH264;
    }
    [[nodiscard]] static std::vector<ByteString> clip() { return code_clip({.codec = GetParam()}); }
};
INSTANTIATE_TEST_SUITE_P(Codecs, CodecSigns, testing::Values(VideoCodec::kH264, VideoCodec::kH265),
                         [](const auto& codec) {
                             return codec.param == VideoCodec::kH264 ? "H264" : "H265";
                         });

// Units alone, in an aggregate (with a unit type of RFC 6184 or RFC 7798), and behind a start code.
TEST_P(CodecSigns, ShowInWhateverAParameterSetComesIn) {
    const ByteString set = split_units(clip()[0])[0];
    const auto size = static_cast<std::byte>(set.size());
    ByteString aggregate = GetParam() == VideoCodec::kH264
                               ? ByteString{std::byte{0x78}, std::byte{0}, size}
                               : ByteString{std::byte{48 << 1}, std::byte{1}, std::byte{0}, size};
    aggregate.insert(aggregate.end(), set.begin(), set.end());
    ByteString stream{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}};
    stream.insert(stream.end(), set.begin(), set.end());
    for (const ByteString& payload : {set, aggregate, stream}) {
        EXPECT_EQ(codec_shown(payload, other()), GetParam());
        EXPECT_EQ(codec_shown(payload, GetParam()), std::nullopt);
        EXPECT_EQ(codec_shown(payload, VideoCodec::kMjpeg), std::nullopt);
        EXPECT_EQ(codec_shown(payload, VideoCodec::kMpeg4), std::nullopt);
    }
}

TEST_P(CodecSigns, AreNotInPictures) {
    RtpPacketizer packetizer(GetParam());
    constexpr std::size_t kRtpHeader = 12;
    for (const ByteString& unit : code_clip({.codec = GetParam(), .frames = 60, .keyframe_interval = 60})) {
        for (const ByteString& packet : packetizer.packetize(unit)) {
            const auto payload = std::span(packet).subspan(kRtpHeader);
            EXPECT_EQ(codec_shown(payload, GetParam()), std::nullopt);
        }
    }
}

TEST(CodecSignsOfNothing, AreNone) {
    EXPECT_EQ(codec_shown({}, VideoCodec::kH264), std::nullopt);
    const ByteString zeros(64);
    EXPECT_EQ(codec_shown(zeros, VideoCodec::kH264), std::nullopt);
    EXPECT_EQ(codec_shown(zeros, VideoCodec::kH265), std::nullopt);
}

TEST_P(CodecSigns, TakesTheCodecThatComesRatherThanTheDescribedOne) {
    DepayTrial trial(GetParam() == VideoCodec::kH264 ? "H265" : "H264", GetParam());
    const auto units = clip();
    trial.send(units);
    ASSERT_EQ(trial.pictures.size(), units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        EXPECT_EQ(trial.pictures[i].codec, GetParam());
        EXPECT_TRUE(same_picture(units[i], trial.pictures[i].bytes)) << i;
    }
}

TEST_P(CodecSigns, FollowsACameraThatIsSetToTheOtherCodecAndBack) {
    const VideoCodec other = GetParam() == VideoCodec::kH264 ? VideoCodec::kH265 : VideoCodec::kH264;
    DepayTrial trial(GetParam());
    std::vector<ByteString> sent;
    std::vector<VideoCodec> codecs;
    for (const VideoCodec codec : {GetParam(), other, GetParam()}) {
        RtpPacketizer packetizer(codec);
        packetizer.sequence = trial.packetizer.sequence;
        packetizer.timestamp = trial.packetizer.timestamp;
        trial.packetizer = packetizer;
        const auto units = code_clip({.codec = codec});
        trial.send(units);
        sent.insert(sent.end(), units.begin(), units.end());
        codecs.insert(codecs.end(), units.size(), codec);
    }
    ASSERT_EQ(trial.pictures.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        EXPECT_EQ(trial.pictures[i].codec, codecs[i]) << i;
        EXPECT_TRUE(same_picture(sent[i], trial.pictures[i].bytes)) << i;
    }
}

}  // namespace
}  // namespace cordon::untrusted::receive
