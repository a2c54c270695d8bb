// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/fmp4_muxer.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pipelines/trusted/stream/box_reader.hpp"

namespace cordon::trusted::stream {
namespace {

using std::chrono::milliseconds;

const base::MonotonicTime kStart{std::chrono::seconds(5000)};

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
    std::vector<std::byte> bytes;
    for (const int value : values) {
        bytes.push_back(static_cast<std::byte>(value));
    }
    return bytes;
}

AccessUnit keyframe_at(base::MonotonicTime when, int level = 0x1f, std::uint64_t number = 1) {
    return {
        bytes_of({0, 0, 0, 1, 0x67, 0x42, 0xc0, level, 0, 0, 0, 1, 0x68, 0xce, 0, 0, 0, 1, 0x65, 1, 2, 3}),
        true, number, when, 0};
}

AccessUnit picture_at(base::MonotonicTime when, std::uint64_t number = 2) {
    return {bytes_of({0, 0, 0, 1, 0x41, 9, 8}), false, number, when, 0};
}

struct Sample {
    std::uint64_t decode;
    std::uint64_t duration;
    std::uint64_t size;
    std::uint64_t flags;
    std::uint64_t composition_offset;
    [[nodiscard]] std::uint64_t presentation() const { return decode + composition_offset; }
};

Sample sample_of(const Fmp4Fragment& fragment) {
    const auto tfdt = tests::find_box(fragment.bytes, "moof/traf/tfdt");
    const auto trun = tests::find_box(fragment.bytes, "moof/traf/trun");
    EXPECT_TRUE(tfdt && trun);
    EXPECT_EQ(tfdt->number(0, 4), 0x01000000U);
    EXPECT_EQ(trun->number(0, 4), 0x00000f01U);
    EXPECT_EQ(trun->number(4, 4), 1U);
    const auto mdat = tests::find_box(fragment.bytes, "mdat");
    EXPECT_TRUE(mdat);
    EXPECT_EQ(trun->number(8, 4), mdat->offset);  // from the moof, which begins the fragment
    return {tfdt->number(4, 8), trun->number(12, 4), trun->number(16, 4), trun->number(20, 4),
            trun->number(24, 4)};
}

TEST(Fmp4Muxer, GivesNothingBeforeTheFirstKeyframe) {
    Fmp4Muxer muxer(640, 360);
    EXPECT_EQ(muxer.add(picture_at(kStart)), nullptr);
    EXPECT_NE(muxer.add(keyframe_at(kStart + milliseconds(40))), nullptr);
    EXPECT_NE(muxer.add(picture_at(kStart + milliseconds(80))), nullptr);
}

TEST(Fmp4Muxer, WritesOneFragmentOfWholeBoxesPerAccessUnit) {
    Fmp4Muxer muxer(640, 360);
    const auto fragment = muxer.add(keyframe_at(kStart));
    EXPECT_TRUE(tests::is_whole_boxes(fragment->bytes));
    EXPECT_EQ(tests::find_box(fragment->bytes, "moof/mfhd")->number(4, 4), 1U);
    EXPECT_EQ(tests::find_box(fragment->bytes, "moof/traf/tfhd")->number(0, 4), 0x020000U);
    EXPECT_TRUE(fragment->keyframe);
    EXPECT_EQ(fragment->number, 1U);
}

TEST(Fmp4Muxer, PutsLengthsBeforeNalUnitsAndLeavesOutParameterSets) {
    Fmp4Muxer muxer(640, 360);
    const auto fragment = muxer.add(keyframe_at(kStart));
    const auto mdat = tests::find_box(fragment->bytes, "mdat");
    ASSERT_EQ(mdat->body.size(), 8U);
    EXPECT_EQ(mdat->number(0, 8), 0x0000000465010203U);
    EXPECT_EQ(sample_of(*fragment).size, 8U);
}

TEST(Fmp4Muxer, MarksSyncSamples) {
    Fmp4Muxer muxer(640, 360);
    constexpr std::uint64_t kIsNotSync = 0x00010000;
    EXPECT_EQ(sample_of(*muxer.add(keyframe_at(kStart))).flags & kIsNotSync, 0U);
    EXPECT_EQ(sample_of(*muxer.add(picture_at(kStart + milliseconds(40)))).flags & kIsNotSync, kIsNotSync);
}

TEST(Fmp4Muxer, PresentsPicturesWhenTheStreamSays) {
    Fmp4Muxer muxer(640, 360);
    EXPECT_EQ(sample_of(*muxer.add(keyframe_at(kStart))).presentation(), 0U);
    EXPECT_EQ(sample_of(*muxer.add(picture_at(kStart + milliseconds(40)))).presentation(), 3600U);
    EXPECT_EQ(sample_of(*muxer.add(picture_at(kStart + milliseconds(300)))).presentation(), 27000U);
    EXPECT_EQ(sample_of(*muxer.add(picture_at(kStart + milliseconds(310)))).presentation(), 27900U);
}

TEST(Fmp4Muxer, NeverLeavesAHoleInDecodeTimeHoweverPicturesJitter) {
    Fmp4Muxer muxer(640, 360);
    Sample last = sample_of(*muxer.add(keyframe_at(kStart)));
    auto when = kStart;
    for (const int gap : {40, 41, 3, 90, 40, 900, 5, 5, 1000, 1000, 40, 40, 40, 2500, 66}) {
        when += milliseconds(gap);
        const Sample sample = sample_of(*muxer.add(picture_at(when)));
        EXPECT_GT(sample.decode, last.decode);
        EXPECT_LE(sample.decode, last.decode + last.duration);
        EXPECT_EQ(sample.presentation(), static_cast<std::uint64_t>((when - kStart) / milliseconds(1) * 90));
        last = sample;
    }
}

// While nobody watches nothing is muxed. What a player seeks to is the end of what it has.
TEST(Fmp4Muxer, BeginsAnewWithAKeyframeBehindPicturesThatWereLeftOut) {
    for (const milliseconds gap :
         {milliseconds(500), milliseconds(60'000), milliseconds(std::chrono::hours(14))}) {
        Fmp4Muxer muxer(640, 360);
        (void)muxer.add(keyframe_at(kStart));
        const Sample before = sample_of(*muxer.add(picture_at(kStart + milliseconds(40))));
        const Sample sample = sample_of(*muxer.add(keyframe_at(kStart + gap, 0x1f, 50)));
        EXPECT_EQ(sample.decode, static_cast<std::uint64_t>(gap.count()) * 90) << gap.count();
        EXPECT_EQ(sample.composition_offset, 0U) << gap.count();
        EXPECT_EQ(sample.duration, before.duration) << gap.count();
        const Sample next = sample_of(*muxer.add(picture_at(kStart + gap + milliseconds(40), 51)));
        EXPECT_EQ(next.presentation(), sample.presentation() + 3600);
        EXPECT_LE(next.decode, sample.decode + sample.duration);
    }
}

// A camera's pictures may be far apart, and all be keyframes: a hole would be a pause in what a player has.
TEST(Fmp4Muxer, LeavesNoHoleBeforeAKeyframeThatComesLate) {
    Fmp4Muxer muxer(640, 360);
    Sample last = sample_of(*muxer.add(keyframe_at(kStart)));
    for (std::uint64_t number = 2; number < 10; ++number) {
        const Sample sample =
            sample_of(*muxer.add(keyframe_at(kStart + std::chrono::seconds(2 * number), 0x1f, number)));
        EXPECT_LE(sample.decode, last.decode + last.duration);
        last = sample;
    }
}

TEST(Fmp4Muxer, KeepsPresentationTimesApart) {
    Fmp4Muxer muxer(640, 360);
    const Sample first = sample_of(*muxer.add(keyframe_at(kStart)));
    const Sample second = sample_of(*muxer.add(picture_at(kStart)));
    EXPECT_EQ(second.presentation(), first.presentation() + 1);
}

TEST(Fmp4Muxer, MakesANewInitOnlyWhenTheParameterSetsChange) {
    Fmp4Muxer muxer(640, 360);
    const auto first = muxer.add(keyframe_at(kStart))->init;
    EXPECT_EQ(muxer.add(keyframe_at(kStart + milliseconds(40)))->init, first);
    const auto second = muxer.add(keyframe_at(kStart + milliseconds(80), 0x28))->init;
    EXPECT_NE(second, first);
    EXPECT_EQ(second->mime_type, "video/mp4; codecs=\"avc1.42C028\"");
}

}  // namespace
}  // namespace cordon::trusted::stream
