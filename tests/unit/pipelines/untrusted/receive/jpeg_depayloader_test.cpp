// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/jpeg_depayloader.hpp"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

#include "bench/camera_sim/jpeg_image.hpp"
#include "coded_clip.hpp"
#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;
using std::chrono::milliseconds;
using tests::EncodedUnit;

std::vector<EncodedUnit> images(int width, int height, int pictures, const std::string& options = "") {
    return tests::encode({.codec = VideoCodec::kMjpeg,
                          .width = width,
                          .height = height,
                          .pictures = pictures,
                          .pixel_format = "yuvj420p",
                          .options = "huffman=default" + options,
                          .full_range = true});
}

std::vector<ByteString> payloads_of(const EncodedUnit& image) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(image.bytes.data());
    const auto read = bench::read_jpeg({data, image.bytes.size()});
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
    std::vector<ByteString> payloads;
    for (const auto& payload : bench::jpeg_payloads(read.value(), 1400)) {
        const auto* bytes = reinterpret_cast<const std::byte*>(payload.data());
        payloads.emplace_back(bytes, bytes + payload.size());
    }
    return payloads;
}

// A depayloader and what came out of it.
class Trial {
public:
    explicit Trial(JpegDepayloader::Size described = {}, std::uint32_t largest = 1 << 20)
        : depayloader(described, largest, [this](const CodedPicture& picture) {
              EXPECT_EQ(picture.codec, VideoCodec::kMjpeg);
              EXPECT_TRUE(picture.keyframe);
              pictures.push_back({.bytes = {picture.bytes.begin(), picture.bytes.end()}, .keyframe = true});
              gaps.push_back(picture.gap);
          }) {}

    void push(const ByteString& payload, bool marker, bool follows = true) {
        now += milliseconds(1);
        depayloader.push({.payload = payload,
                          .timestamp = 0,
                          .marker = marker,
                          .follows = follows && !std::exchange(begins_, false),
                          .arrival = now});
    }
    void send(const std::vector<ByteString>& payloads) {
        for (const ByteString& payload : payloads) {
            push(payload, &payload == &payloads.back());
        }
    }
    void expect_pictures_of(const std::vector<EncodedUnit>& sent) const {
        const auto expected = tests::decode_plainly(VideoCodec::kMjpeg, sent);
        const auto shown = tests::decode_plainly(VideoCodec::kMjpeg, pictures);
        ASSERT_EQ(shown.size(), expected.size());
        for (std::size_t i = 0; i < shown.size(); ++i) {
            EXPECT_EQ(shown[i].width, expected[i].width) << i;
            EXPECT_EQ(shown[i].height, expected[i].height) << i;
            EXPECT_EQ(shown[i].pixels, expected[i].pixels) << i;
        }
    }

    std::vector<EncodedUnit> pictures;
    std::vector<bool> gaps;
    base::MonotonicTime now{};
    JpegDepayloader depayloader;

private:
    bool begins_ = true;
};

// The table header's length is set to 0 and the tables are taken out; Q becomes `quality`.
ByteString without_tables(ByteString payload, std::uint8_t quality) {
    constexpr std::ptrdiff_t kTables = 12;
    payload[5] = static_cast<std::byte>(quality);
    payload[10] = payload[11] = std::byte{0};
    payload.erase(payload.begin() + kTables, payload.begin() + kTables + 128);
    return payload;
}

TEST(JpegDepayloader, GivesEachImageTheHeadersItsPacketsLeaveOut) {
    const auto sent = images(320, 240, 5);
    Trial trial;
    for (const EncodedUnit& image : sent) {
        const auto payloads = payloads_of(image);
        ASSERT_GT(payloads.size(), 1U);
        trial.send(payloads);
    }
    trial.expect_pictures_of(sent);
    EXPECT_EQ(trial.gaps, (std::vector{true, false, false, false, false}));
}

TEST(JpegDepayloader, FollowsQuantizationThatChangesFromImageToImage) {
    auto sent = images(320, 240, 2);
    const auto coarse = images(320, 240, 2, ":qmin=20:qmax=31");
    ASSERT_LT(coarse[0].bytes.size() * 3, sent[0].bytes.size() * 2);
    sent.insert(sent.begin() + 1, coarse.begin(), coarse.end());
    Trial trial;
    for (const EncodedUnit& image : sent) {
        trial.send(payloads_of(image));
    }
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, KeepsTablesThatCameOnceForTheirQuality) {
    constexpr std::uint8_t kQuality = 200;
    const auto sent = images(320, 240, 3);
    Trial trial;
    for (const EncodedUnit& image : sent) {
        auto payloads = payloads_of(image);
        for (ByteString& payload : payloads) {
            payload[5] = std::byte{kQuality};
        }
        if (!trial.pictures.empty()) {
            payloads[0] = without_tables(payloads[0], kQuality);
        }
        trial.send(payloads);
    }
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, MakesAPictureOfAnImageWhoseTablesNeverCome) {
    const auto sent = images(320, 240, 1);
    auto payloads = payloads_of(sent[0]);
    payloads[0] = without_tables(payloads[0], 255);
    Trial trial;
    trial.send(payloads);
    const auto shown = tests::decode_plainly(VideoCodec::kMjpeg, trial.pictures);
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].width, 320);
}

TEST(JpegDepayloader, TakesTheSizeOfAnImageOver2040PixelsFromTheDescription) {
    const auto sent = images(2564, 36, 1);
    Trial trial({.width = 2564, .height = 36});
    trial.send(payloads_of(sent[0]));
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, DescribedSizeSaysHowMuchOfTheLastBlockIsCutOff) {
    const auto sent = images(636, 356, 1);
    Trial trial({.width = 636, .height = 356});
    trial.send(payloads_of(sent[0]));
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, BelievesThePacketsWhereTheDescriptionSaysAnotherSize) {
    const auto sent = images(320, 240, 1);
    Trial trial({.width = 640, .height = 480});
    trial.send(payloads_of(sent[0]));
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, LosesOnlyTheImageAPacketIsMissingOf) {
    const auto sent = images(320, 240, 3);
    Trial trial;
    trial.send(payloads_of(sent[0]));
    const auto broken = payloads_of(sent[1]);
    trial.push(broken[0], false);
    trial.push(broken[2], false, false);
    trial.push(broken.back(), true, false);
    trial.send(payloads_of(sent[2]));
    trial.expect_pictures_of({sent[0], sent[2]});
    EXPECT_EQ(trial.gaps, (std::vector{true, true}));
}

TEST(JpegDepayloader, NeedsNoMarkers) {
    const auto sent = images(320, 240, 3);
    Trial trial;
    for (const EncodedUnit& image : sent) {
        for (const ByteString& payload : payloads_of(image)) {
            trial.push(payload, false);
        }
    }
    trial.depayloader.end_picture();
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, TakesImagesThatComeWithTheirHeadersAndWithoutThoseOfTheStandard) {
    const auto sent = images(320, 240, 3);
    Trial trial;
    for (const EncodedUnit& image : sent) {
        const auto half = static_cast<std::ptrdiff_t>(image.bytes.size() / 2);
        trial.push({image.bytes.begin(), image.bytes.begin() + half}, false);
        trial.push({image.bytes.begin() + half, image.bytes.end()}, true);
    }
    trial.expect_pictures_of(sent);
}

TEST(JpegDepayloader, PassesRestartIntervalsOn) {
    const auto sent = images(320, 240, 1);
    auto payloads = payloads_of(sent[0]);
    for (ByteString& payload : payloads) {
        payload[4] = std::byte{64 + 1};
        constexpr std::array kInterval{std::byte{0}, std::byte{20}, std::byte{0xFF}, std::byte{0xFF}};
        payload.insert(payload.begin() + 8, kInterval.begin(), kInterval.end());
    }
    Trial trial;
    trial.send(payloads);
    ASSERT_EQ(trial.pictures.size(), 1U);
    constexpr std::array kSegment{std::byte{0xFF}, std::byte{0xDD}, std::byte{0},
                                  std::byte{4},    std::byte{0},    std::byte{20}};
    EXPECT_FALSE(std::ranges::search(trial.pictures[0].bytes, kSegment).empty());
}

TEST(JpegDepayloader, NotesThatTheSizeChanges) {
    Trial trial;
    trial.send(payloads_of(images(320, 240, 1)[0]));
    EXPECT_EQ(trial.depayloader.oddities(), 0U);
    trial.send(payloads_of(images(160, 120, 1)[0]));
    EXPECT_EQ(trial.depayloader.oddities(), static_cast<std::uint64_t>(boundary::CameraOddity::kChangesSize));
}

TEST(JpegDepayloader, DropsAndCountsAnImageOverTheLimit) {
    const auto sent = images(320, 240, 1);
    Trial trial({}, static_cast<std::uint32_t>(sent[0].bytes.size() / 2));
    trial.send(payloads_of(sent[0]));
    EXPECT_TRUE(trial.pictures.empty());
    EXPECT_EQ(trial.depayloader.oversized(), 1U);
}

TEST(JpegDepayloader, SurvivesGarbage) {
    const auto sent = images(160, 120, 4);
    Trial trial;
    std::uint32_t random = 1;
    for (int i = 0; i < 5000; ++i) {
        auto payloads = payloads_of(sent[static_cast<std::size_t>(i) % sent.size()]);
        ByteString& payload = payloads[static_cast<std::size_t>(i) % payloads.size()];
        for (int flips = 0; flips < 4; ++flips) {
            random = random * 1664525U + 1013904223U;
            payload[(random >> 8U) % std::min<std::size_t>(payload.size(), 16)] =
                static_cast<std::byte>(random >> 24U);
        }
        payload.resize((random >> 4U) % payload.size());
        trial.send(payloads);
    }
    trial.pictures.clear();
    trial.send(payloads_of(sent[0]));
    trial.expect_pictures_of({sent[0]});
}

// The first values by the zigzag of ITU-T T.81 tables K.1 and K.2.
TEST(StandardJpegTables, AreThoseOfTheFormula) {
    const auto first = [](const JpegTables::Table& table) {
        return std::vector(table.values.begin(), table.values.begin() + 4);
    };
    const auto values = [](std::initializer_list<int> numbers) {
        std::vector<std::byte> bytes;
        std::ranges::transform(numbers, std::back_inserter(bytes),
                               [](int number) { return static_cast<std::byte>(number); });
        return bytes;
    };
    const auto middle = standard_jpeg_tables(50);
    EXPECT_EQ(middle.count, 2);
    EXPECT_EQ(first(middle.tables[0]), values({16, 11, 12, 14}));
    EXPECT_EQ(first(middle.tables[1]), values({17, 18, 18, 24}));
    EXPECT_EQ(first(standard_jpeg_tables(25).tables[0]), values({32, 22, 24, 28}));
    EXPECT_EQ(first(standard_jpeg_tables(75).tables[0]), values({8, 6, 6, 7}));
    EXPECT_EQ(first(standard_jpeg_tables(99).tables[0]), values({1, 1, 1, 1}));
    EXPECT_EQ(first(standard_jpeg_tables(1).tables[0]), values({255, 255, 255, 255}));
}

}  // namespace
}  // namespace cordon::untrusted::receive
