// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/video_decoder.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::untrusted::decode {
namespace {

using boundary::AccessUnitHeader;
using boundary::VideoCodec;
using tests::EncodedUnit;
using tests::StreamRecipe;

class Decoder : public testing::Test {
protected:
    explicit Decoder(DecoderLimits limits = {.largest_picture = 640 * 480, .most_references = 16})
        : decoder_(VideoDecoder::create(limits).value()) {}

    struct Shown {
        std::uint64_t origin = 0;
        int width = 0;
    };
    VideoDecoder decoder_;
    std::vector<Shown> shown_;
    std::vector<std::size_t> shown_after_;  // pictures shown once unit i was fed
    std::uint64_t next_origin_ = 0;

    void take() {
        VideoDecoder::Picture picture;
        while (decoder_.next_picture(picture)) {
            shown_.push_back({.origin = picture.origin_ns, .width = picture.frame->width});
        }
    }
    void feed(VideoCodec codec, const EncodedUnit& unit, std::uint32_t flags = 0) {
        AccessUnitHeader header;
        header.codec = static_cast<std::uint32_t>(codec);
        header.flags = flags;
        header.size = static_cast<std::uint32_t>(unit.bytes.size());
        header.origin_ns = next_origin_++;
        if (decoder_.changes_codec(header)) {
            decoder_.drain();
            take();
        }
        std::vector<std::byte> padded = unit.bytes;
        padded.resize(padded.size() + AV_INPUT_BUFFER_PADDING_SIZE);
        decoder_.decode(header, std::span(padded).first(unit.bytes.size()));
        take();
        shown_after_.push_back(shown_.size());
    }
    void feed_all(const StreamRecipe& recipe) {
        for (const EncodedUnit& unit : tests::encode(recipe)) {
            feed(recipe.codec, unit);
        }
    }
    void end() {
        decoder_.drain();
        take();
    }
};

StreamRecipe h264(std::string options) {
    return {.codec = VideoCodec::kH264, .options = std::move(options)};
}
StreamRecipe h265(std::string options) {
    return {.codec = VideoCodec::kH265, .options = std::move(options)};
}

StreamRecipe mjpeg() {
    return {.codec = VideoCodec::kMjpeg, .pixel_format = "yuvj420p", .full_range = true};
}
StreamRecipe mpeg4(std::string options = "") {
    return {.codec = VideoCodec::kMpeg4, .options = std::move(options)};
}

TEST_F(Decoder, ShowsEachPictureAtOnceWhereNothingIsReordered) {
    for (const StreamRecipe& recipe : {h264("bframes=0"), h265("bframes=0"), mjpeg(), mpeg4()}) {
        const std::size_t before = shown_.size();
        feed_all(recipe);
        EXPECT_EQ(shown_.size() - before, 30U);
        end();
        EXPECT_EQ(shown_.size() - before, 30U) << "nothing was held back";
    }
    EXPECT_EQ(decoder_.damaged(), 0U);
}

TEST_F(Decoder, LosesNoPictureWhereBFramesAreAnnounced) {
    for (const StreamRecipe& recipe :
         {h264("bframes=3:b-adapt=0"), h264("bframes=2:b-pyramid=normal:b-adapt=0:ref=4"),
          h265("bframes=4:b-adapt=0"), mpeg4("bf=2:b_strategy=0")}) {
        const std::size_t before = shown_.size();
        feed_all(recipe);
        EXPECT_GE(shown_.size() - before, 30U - 4);
        end();
        EXPECT_EQ(shown_.size() - before, 30U);
    }
    EXPECT_EQ(decoder_.damaged(), 0U);
    EXPECT_EQ(decoder_.withheld(), 0U);
}

TEST_F(Decoder, ForgetsWithTheStreamThatItsPicturesWereReordered) {
    feed_all(h264("bframes=2:b-pyramid=normal:b-adapt=0:ref=4"));
    end();
    const std::size_t before = shown_.size();
    feed_all(h264("bframes=0"));
    EXPECT_EQ(shown_.size() - before, 30U) << "none is held back";
}

TEST_F(Decoder, GivesEachPictureTheOriginOfItsOwnAccessUnit) {
    feed_all(h264("bframes=3:b-adapt=0"));
    end();
    std::vector<std::uint64_t> origins;
    for (const Shown& shown : shown_) {
        origins.push_back(shown.origin);
    }
    EXPECT_FALSE(std::ranges::is_sorted(origins)) << "B-frames come in another order than they are shown";
    std::ranges::sort(origins);
    std::vector<std::uint64_t> all(30);
    std::iota(all.begin(), all.end(), 0U);
    EXPECT_EQ(origins, all);
}

TEST_F(Decoder, ShowsNothingBeforeTheFirstPictureThatNeedsNoOther) {
    for (const StreamRecipe& base : {h264("bframes=0:keyint=10:min-keyint=10:scenecut=0"),
                                     h265("bframes=0:keyint=10:min-keyint=10:scenecut=0:repeat-headers=1")}) {
        const auto units = tests::encode(base);
        shown_.clear();
        // Parameter sets are known; the pictures are not.
        feed(base.codec, units[0]);
        EXPECT_EQ(shown_.size(), 1U);
        end();
        shown_.clear();
        const std::uint64_t withheld = decoder_.withheld();
        for (std::size_t i = 3; i < 10; ++i) {
            feed(base.codec, units[i]);
        }
        EXPECT_TRUE(shown_.empty());
        EXPECT_GT(decoder_.withheld(), withheld);
        feed(base.codec, units[10]);
        EXPECT_EQ(shown_.size(), 1U);
        end();
    }
}

TEST_F(Decoder, GoesOnShowingPicturesAfterALossInTheMiddle) {
    const auto units = tests::encode(h264("bframes=0"));
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (i % 7 != 3) {
            feed(VideoCodec::kH264, units[i]);
        }
    }
    end();
    EXPECT_GE(shown_.size(), 24U);
}

TEST_F(Decoder, CountsRubbishAndRecovers) {
    auto units = tests::encode(h264("bframes=0:keyint=10:min-keyint=10"));
    for (auto& byte : units[4].bytes) {
        byte ^= std::byte{0x5A};
    }
    feed(VideoCodec::kH264, {.bytes = std::vector<std::byte>(200, std::byte{0xA5})});
    for (const EncodedUnit& unit : units) {
        feed(VideoCodec::kH264, unit);
    }
    end();
    EXPECT_GE(decoder_.damaged(), 2U);
    EXPECT_GE(shown_.size(), 29U);
}

TEST_F(Decoder, CarriesThePrerollMarkToThePictures) {
    const auto units = tests::encode(h264("bframes=3:b-adapt=0"));
    std::size_t preroll = 0;
    const auto count = [&] {
        VideoDecoder::Picture picture;
        while (decoder_.next_picture(picture)) {
            preroll += picture.preroll ? 1 : 0;
            EXPECT_EQ(picture.preroll, picture.origin_ns < 12);
        }
    };
    for (std::size_t i = 0; i < units.size(); ++i) {
        AccessUnitHeader header;
        header.codec = static_cast<std::uint32_t>(VideoCodec::kH264);
        header.flags = i < 12 ? AccessUnitHeader::kPreroll : 0;
        header.origin_ns = i;
        std::vector<std::byte> padded = units[i].bytes;
        padded.resize(padded.size() + AV_INPUT_BUFFER_PADDING_SIZE);
        decoder_.decode(header, std::span(padded).first(units[i].bytes.size()));
        count();
    }
    decoder_.drain();
    count();
    EXPECT_EQ(preroll, 12U);
}

TEST_F(Decoder, ChangesCodecAndSizeInMidStreamWithoutLosingAPicture) {
    feed_all(h264("bframes=3:b-adapt=0"));
    StreamRecipe other = h265("bframes=4:b-adapt=0");
    other.width = 160;
    other.height = 96;
    feed_all(other);
    StreamRecipe small = h264("bframes=3:b-adapt=0");
    small.width = 208;
    small.height = 120;
    feed_all(small);
    feed_all(h264("bframes=0"));
    end();
    EXPECT_EQ(shown_.size(), 120U);
    EXPECT_EQ(std::ranges::count(shown_, 320, &Shown::width), 60);
    EXPECT_EQ(std::ranges::count(shown_, 160, &Shown::width), 30);
    EXPECT_EQ(std::ranges::count(shown_, 208, &Shown::width), 30);
}

class TightDecoder : public Decoder {
protected:
    TightDecoder() : Decoder({.largest_picture = 320 * 240, .most_references = 2}) {}
};

TEST_F(TightDecoder, DecodesWhatKeepsToItsLimits) {
    feed_all(h264("bframes=0:ref=2"));
    EXPECT_EQ(shown_.size(), 30U);
}

TEST_F(TightDecoder, RefusesPicturesThatAreTooLargeAndLivesOn) {
    StreamRecipe large = h264("bframes=0");
    large.width = 640;
    large.height = 480;
    feed_all(large);
    EXPECT_TRUE(shown_.empty());
    EXPECT_GE(decoder_.damaged(), 30U);
    feed_all(h264("bframes=0"));
    EXPECT_EQ(shown_.size(), 30U);
}

TEST_F(TightDecoder, RefusesThemOfTheOldCodecsToo) {
    for (const StreamRecipe& recipe : {mjpeg(), mpeg4()}) {
        shown_.clear();
        StreamRecipe large = recipe;
        large.width = 640;
        large.height = 480;
        feed_all(large);
        EXPECT_TRUE(shown_.empty());
        feed_all(recipe);
        end();
        EXPECT_EQ(shown_.size(), 30U);
    }
}

TEST_F(TightDecoder, RefusesMoreReferencesThanItsLimit) {
    feed_all(h264("bframes=0:ref=16:scenecut=0:subme=1:me=dia:no-mbtree=1"));
    EXPECT_LT(shown_.size(), 30U);
    EXPECT_GT(decoder_.damaged(), 0U);
}

}  // namespace
}  // namespace cordon::untrusted::decode
