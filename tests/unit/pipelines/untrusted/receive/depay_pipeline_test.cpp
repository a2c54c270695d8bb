// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/depay_pipeline.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <glib.h>
#include <gtest/gtest.h>

#include "depay_trial.hpp"

namespace cordon::untrusted::receive {
namespace {

using base::MonotonicTime;
using boundary::VideoCodec;
using std::chrono::milliseconds;

class DepayPipelineOfBothCodecs : public testing::TestWithParam<VideoCodec> {
protected:
    [[nodiscard]] std::vector<ByteString> clip(int frames = 10) const {
        return code_clip({.codec = GetParam(), .frames = frames});
    }
};
INSTANTIATE_TEST_SUITE_P(Codecs, DepayPipelineOfBothCodecs,
                         testing::Values(VideoCodec::kH264, VideoCodec::kH265), [](const auto& codec) {
                             return codec.param == VideoCodec::kH264 ? "H264" : "H265";
                         });

TEST_P(DepayPipelineOfBothCodecs, LetsAPictureOutInsideThePushOfItsLastPacket) {
    DepayTrial trial(GetParam());
    std::size_t number = 0;
    for (const ByteString& access_unit : clip()) {
        const auto packets = trial.packetizer.packetize(access_unit);
        ASSERT_GT(packets.size(), 1U);
        for (const ByteString& packet : packets) {
            EXPECT_EQ(trial.pictures.size(), number);
            trial.push(packet);
        }
        ASSERT_EQ(trial.pictures.size(), ++number);
        EXPECT_TRUE(same_picture(access_unit, trial.pictures.back().bytes));
        EXPECT_EQ(trial.pictures.back().origin, trial.now);
    }
}

TEST_P(DepayPipelineOfBothCodecs, MarksKeyframesAndGivesEachItsParameterSets) {
    DepayTrial trial(GetParam());
    auto units = clip();
    const std::size_t parameter_sets = GetParam() == VideoCodec::kH264 ? 2 : 3;
    for (std::size_t i = 5; i < units.size(); i += 5) {  // the second keyframe comes without its own
        const auto all = split_units(units[i]);
        ByteString picture{std::byte{0}, std::byte{0}, std::byte{1}};
        picture.insert(picture.end(), all.back().begin(), all.back().end());
        units[i] = picture;
    }
    trial.send(units);
    ASSERT_EQ(trial.pictures.size(), 10U);
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(trial.pictures[i].keyframe, i % 5 == 0) << i;
    }
    EXPECT_GE(split_units(trial.pictures[5].bytes).size(), parameter_sets + 1);
}

TEST_P(DepayPipelineOfBothCodecs, TakesTheEndOfAPictureFromTheNextTimestampWhereThereAreNoMarkers) {
    DepayTrial trial(GetParam());
    trial.packetizer.markers = false;
    const auto units = clip();
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto packets = trial.packetizer.packetize(units[i]);
        trial.push(packets.front());
        ASSERT_EQ(trial.pictures.size(), i);  // the one before came out at once
        if (i > 0) {
            EXPECT_TRUE(same_picture(units[i - 1], trial.pictures.back().bytes)) << i;
        }
        trial.push(std::vector(packets.begin() + 1, packets.end()));
        EXPECT_EQ(trial.pictures.size(), i);
    }
}

TEST_P(DepayPipelineOfBothCodecs, KeepsTheOriginOfTheLastPacketWhereThereAreNoMarkers) {
    DepayTrial trial(GetParam());
    trial.packetizer.markers = false;
    std::vector<MonotonicTime> ends;
    for (const ByteString& access_unit : clip()) {
        trial.push(trial.packetizer.packetize(access_unit));
        ends.push_back(trial.now);
        trial.now += milliseconds(30);
    }
    ASSERT_EQ(trial.pictures.size(), 9U);
    for (std::size_t i = 0; i < 9; ++i) {
        EXPECT_EQ(trial.pictures[i].origin, ends[i]) << i;
    }
}

TEST_P(DepayPipelineOfBothCodecs, TakesEachPacketOnceThoughTheCameraSendsItTwice) {
    DepayTrial trial(GetParam());
    const auto units = clip();
    for (const ByteString& access_unit : units) {
        for (const ByteString& packet : trial.packetizer.packetize(access_unit)) {
            trial.push(packet);
            trial.push(packet);
        }
    }
    ASSERT_EQ(trial.pictures.size(), units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        EXPECT_TRUE(same_picture(units[i], trial.pictures[i].bytes)) << i;
        EXPECT_EQ(trial.pictures[i].gap, i == 0) << i;
    }
}

TEST_P(DepayPipelineOfBothCodecs, TakesWholeAccessUnitsWithTheirStartCodesInOnePacket) {
    DepayTrial trial(GetParam());
    const auto units = clip();
    for (const ByteString& access_unit : units) {
        trial.push(trial.packetizer.packetize_whole(access_unit));
    }
    ASSERT_EQ(trial.pictures.size(), units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        EXPECT_TRUE(same_picture(units[i], trial.pictures[i].bytes)) << i;
        EXPECT_EQ(trial.pictures[i].gap, i == 0) << i;
    }
    EXPECT_NE(
        trial.pipeline->oddities() & static_cast<std::uint64_t>(boundary::CameraOddity::kStartCodesInPackets),
        0U);
}

TEST_P(DepayPipelineOfBothCodecs, GoesOnWhenTheSourceAndItsSequenceChange) {
    DepayTrial trial(GetParam());
    const auto units = clip();
    trial.send(units);
    trial.packetizer.source = 0xABCD;
    trial.packetizer.sequence = 17;
    trial.packetizer.timestamp = 5;
    trial.send(units);
    ASSERT_EQ(trial.pictures.size(), 20U);
    EXPECT_TRUE(trial.pictures[10].gap);
}

TEST_P(DepayPipelineOfBothCodecs, GoesOnAfterASequenceJumpEitherWay) {
    for (const int jump : {+1, +700, +30000, -200, -30000}) {
        DepayTrial trial(GetParam());
        const auto units = clip();
        trial.send(units);
        trial.packetizer.sequence = static_cast<std::uint16_t>(trial.packetizer.sequence + jump);
        trial.send(units);
        EXPECT_EQ(trial.pictures.size(), 20U) << jump;
        EXPECT_TRUE(trial.pictures[10].gap) << jump;
        EXPECT_FALSE(trial.pictures[11].gap) << jump;
    }
}

TEST_P(DepayPipelineOfBothCodecs, LosesFewPicturesToAShortJumpBackwards) {
    DepayTrial trial(GetParam());
    const auto units = clip(60);
    trial.send(units);
    trial.packetizer.sequence = static_cast<std::uint16_t>(trial.packetizer.sequence - 5);
    trial.send(units);
    EXPECT_GE(trial.pictures.size(), 118U);
}

TEST_P(DepayPipelineOfBothCodecs, IsNotStalledByNonsenseTimestamps) {
    const auto units = clip();
    for (const std::int64_t step :
         {std::int64_t{-9800} * 90000, std::int64_t{37600} * 90000, std::int64_t{-3600}, std::int64_t{1}}) {
        DepayTrial trial(GetParam());
        for (const ByteString& access_unit : units) {
            trial.packetizer.timestamp = static_cast<std::uint32_t>(trial.packetizer.timestamp - 3600 + step);
            trial.push(trial.packetizer.packetize(access_unit));
        }
        EXPECT_EQ(trial.pictures.size(), 10U) << step;
        EXPECT_EQ(trial.pictures.back().origin, trial.now) << step;
    }
}

TEST_P(DepayPipelineOfBothCodecs, IsNotStalledByTimestampsThatStandStill) {
    DepayTrial trial(GetParam());
    for (const ByteString& access_unit : clip()) {
        trial.packetizer.timestamp = 0;
        trial.push(trial.packetizer.packetize(access_unit));
    }
    EXPECT_EQ(trial.pictures.size(), 10U);
}

TEST_P(DepayPipelineOfBothCodecs, SaysSoWhenAPacketIsMissing) {
    DepayTrial trial(GetParam());
    const auto units = clip();
    for (std::size_t i = 0; i < units.size(); ++i) {
        auto packets = trial.packetizer.packetize(units[i]);
        if (i == 3) {
            packets.erase(packets.begin() + 1);
        }
        trial.push(packets);
    }
    ASSERT_GE(trial.pictures.size(), 9U);
    EXPECT_EQ(std::ranges::count_if(trial.pictures, &ReceivedPicture::gap),
              2);  // the first, and behind the loss
    EXPECT_TRUE(same_picture(units.back(), trial.pictures.back().bytes));
}

TEST_P(DepayPipelineOfBothCodecs, DropsAndCountsAnAccessUnitOverTheLimit) {
    const auto units = clip();
    std::size_t largest = 0;
    for (std::size_t i = 1; i < 5; ++i) {
        largest = std::max(largest, units[i].size());
    }
    ASSERT_GT(units[0].size(), largest + 100);
    DepayTrial trial(GetParam(), static_cast<std::uint32_t>(units[0].size() - 50));
    trial.send(units);
    EXPECT_GE(trial.pipeline->oversized(), 1U);
    EXPECT_LT(trial.pictures.size(), 10U);
}

TEST_P(DepayPipelineOfBothCodecs, StoresLittleMoreThanTheLimitOfAPictureThatNeverEnds) {
    constexpr std::uint32_t kLargest = 400'000;
    DepayTrial trial(GetParam(), kLargest);
    const auto units = clip();
    const auto packets = trial.packetizer.packetize(units[0]);
    const auto start =
        std::ranges::find_if(packets, [](const ByteString& each) { return each.size() > 1400; });
    ASSERT_LT(packets.end() - start, static_cast<std::ptrdiff_t>(packets.size()));
    trial.push(*start);
    ByteString middle = *(start + 1);
    middle[GetParam() == VideoCodec::kH264 ? 13 : 14] &= std::byte{0x3F};  // neither first nor last
    for (unsigned i = 0; i < 2000; ++i) {                                  // 2.8 MB
        const auto sequence =
            std::to_integer<unsigned>(middle[2]) << 8U | std::to_integer<unsigned>(middle[3]);
        trial.push(middle);
        middle[2] = static_cast<std::byte>((sequence + 1) >> 8U);
        middle[3] = static_cast<std::byte>(sequence + 1);
    }
    EXPECT_EQ(trial.pipeline->oversized(), 1U);  // what follows without a beginning is not stored at all
    trial.packetizer.sequence = 20000;
    trial.send(units);
    EXPECT_GE(trial.pictures.size(), 9U);
}

TEST_P(DepayPipelineOfBothCodecs, IgnoresPacketsOfAnotherPayloadType) {
    DepayTrial trial(GetParam());
    const auto units = clip();
    for (const ByteString& access_unit : units) {
        const auto packets = trial.packetizer.packetize(access_unit);
        ByteString stray = packets.back();
        stray[1] = std::byte{50};
        trial.push(packets);
        trial.push(stray);
    }
    EXPECT_EQ(trial.pictures.size(), units.size());
    EXPECT_EQ(std::ranges::count_if(trial.pictures, &ReceivedPicture::gap), 1);
}

// As a bridge of Wyze does: a packet of its own, in front of a picture's and behind them.
TEST_P(DepayPipelineOfBothCodecs, PassesOverUnitsWithTheForbiddenBitAsIfTheyHadNotCome) {
    for (const bool marked : {false, true}) {
        DepayTrial trial(GetParam());
        const auto units = clip();
        const ByteString junk{std::byte{0}, std::byte{0},    std::byte{1},    std::byte{0xE5},
                              std::byte{1}, std::byte{0x4D}, std::byte{0x49}, std::byte{0x53}};
        for (const ByteString& unit : units) {
            const auto timestamp = trial.packetizer.timestamp;
            trial.packetizer.markers = false;
            if (!marked) {
                trial.push(trial.packetizer.packetize(junk));
                trial.packetizer.timestamp = timestamp;
            }
            trial.packetizer.markers = !marked;
            trial.push(trial.packetizer.packetize(unit));
            if (marked) {
                trial.packetizer.timestamp = timestamp;
                trial.packetizer.markers = true;
                trial.push(trial.packetizer.packetize(junk));
            }
        }
        ASSERT_EQ(trial.pictures.size(), units.size()) << marked;
        EXPECT_EQ(std::ranges::count_if(trial.pictures, &ReceivedPicture::gap), 1) << marked;
        for (std::size_t i = 0; i < units.size(); ++i) {
            EXPECT_TRUE(same_picture(units[i], trial.pictures[i].bytes)) << i;
            EXPECT_TRUE(std::ranges::search(trial.pictures[i].bytes, junk).empty()) << i;
        }
    }
}

TEST_P(DepayPipelineOfBothCodecs, SurvivesGarbage) {
    DepayTrial trial(GetParam());
    const auto units = clip();
    std::uint32_t random = 1;
    for (int i = 0; i < 5000; ++i) {
        auto packets = trial.packetizer.packetize(units[static_cast<std::size_t>(i) % units.size()]);
        ByteString& packet = packets[static_cast<std::size_t>(i) % packets.size()];
        for (int flips = 0; flips < 8; ++flips) {
            random = random * 1664525U + 1013904223U;
            packet[(random >> 8U) % packet.size()] = static_cast<std::byte>(random >> 24U);
        }
        packet.resize((random >> 4U) % packet.size());
        trial.push(packets);
    }
    trial.pictures.clear();
    trial.send(units);
    EXPECT_GE(trial.pictures.size(), 9U);
}

TEST(DepayPipeline, KeepsParameterSetsThatCameWithAMarkerOfTheirOwn) {
    DepayTrial trial(VideoCodec::kH264);
    const auto units = code_clip({.frames = 1});
    for (const ByteString& unit : split_units(units[0])) {  // a marker on each
        ByteString alone{std::byte{0}, std::byte{0}, std::byte{1}};
        alone.insert(alone.end(), unit.begin(), unit.end());
        trial.push(trial.packetizer.packetize(alone));
        trial.packetizer.timestamp -= 3600;
    }
    ASSERT_EQ(trial.pictures.size(), 1U);
    EXPECT_TRUE(trial.pictures[0].keyframe);
    EXPECT_GE(split_units(trial.pictures[0].bytes).size(), 3U);
}

TEST(DepayPipeline, LooksOnceAtWhatComesWithoutAPictureAndKeepsLittleOfIt) {
    DepayTrial trial(VideoCodec::kH264, 8 << 20);
    const auto units = code_clip({.frames = 2});
    trial.send({units[0]});
    // Filler, each with a marker: looked through from the start each time, it would take minutes.
    ByteString filler{std::byte{0}, std::byte{0}, std::byte{1}, std::byte{12}};
    filler.resize(60, std::byte{0xFF});
    for (int i = 0; i < 100'000; ++i) {
        trial.push(trial.packetizer.packetize(filler));
    }
    trial.send({units[1]});
    ASSERT_EQ(trial.pictures.size(), 2U);
    EXPECT_TRUE(trial.pictures[1].gap) << "filler was thrown away";
    EXPECT_LE(trial.pictures[1].bytes.size(), (std::size_t{64} << 10) + units[1].size() + 64);
    EXPECT_TRUE(same_picture(units[1], trial.pictures[1].bytes));
}

TEST(DepayPipeline, TakesParameterSetsFromTheSessionDescription) {
    const auto units = code_clip({.frames = 1});
    const auto all = split_units(units[0]);
    std::string sets;
    for (const ByteString& unit : all) {
        const auto type = std::to_integer<unsigned>(unit[0]) & 0x1FU;
        if (type == 7 || type == 8) {
            gchar* text = g_base64_encode(reinterpret_cast<const guchar*>(unit.data()), unit.size());
            sets += (sets.empty() ? "" : ",") + std::string(text);
            g_free(text);
        }
    }
    DepayTrial trial(VideoCodec::kH264, 1 << 20, "packetization-mode=1; sprop-parameter-sets=" + sets);
    ByteString picture{std::byte{0}, std::byte{0}, std::byte{1}};
    picture.insert(picture.end(), all.back().begin(), all.back().end());
    trial.push(trial.packetizer.packetize(picture));
    ASSERT_EQ(trial.pictures.size(), 1U);
    EXPECT_GE(split_units(trial.pictures[0].bytes).size(), 3U);
}

TEST(DepayPipeline, TakesARecoveryPointOfAnIntraRefreshForAKeyframe) {
    DepayTrial trial(VideoCodec::kH264);
    trial.send(code_clip({.frames = 40, .keyframe_interval = 10, .encoder_options = "intra-refresh=1"}));
    ASSERT_EQ(trial.pictures.size(), 40U);
    EXPECT_GE(std::ranges::count_if(trial.pictures, &ReceivedPicture::keyframe), 3);
}

TEST(DepayPipeline, RefusesAnyOtherCodec) {
    EXPECT_FALSE(
        DepayPipeline::create({.encoding_name = "VP8", .payload_type = 96, .format_parameters = ""}, 1000, {})
            .ok());
}

}  // namespace
}  // namespace cordon::untrusted::receive
