// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Streams made to break a decoder, through the real program under its real confinement: whatever happens ends
// with that process, in bounded time and memory.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/decode/decoder_process.hpp"

namespace cordon::tests {
namespace {

using boundary::VideoCodec;

#ifdef CORDON_SANITIZED
constexpr int kMutants = 10;
constexpr long kMostKilobytes = 2'000'000;
#else
constexpr int kMutants = 60;
constexpr long kMostKilobytes = 400'000;
#endif

// Ended by itself, by a fault of its own or by the filter; in time and in bounds.
void expect_contained(const DecoderEnd& end, const std::string& what) {
    EXPECT_FALSE(end.hung) << what;
    EXPECT_LT(end.most_kilobytes, kMostKilobytes) << what;
    if (end.signal == 0) {
        EXPECT_TRUE(end.code == 0 || end.code == 3) << what << ": exit code " << end.code;
    } else {
        const bool expected = end.signal == SIGSYS || end.signal == SIGSEGV || end.signal == SIGBUS ||
                              end.signal == SIGFPE || end.signal == SIGILL;
        EXPECT_TRUE(expected) << what << ": signal " << end.signal;
        std::cout << what << " ended the decoder: signal " << end.signal << "\n";
    }
}

DecoderEnd decode(VideoCodec codec, const std::vector<EncodedUnit>& units) {
    auto process = DecoderProcess::start({CORDON_DECODE_PROGRAM}, decoder_record(320, 240));
    EXPECT_TRUE(process.ok());
    for (const EncodedUnit& unit : units) {
        if (unit.bytes.empty() || !process.value().send(codec, unit)) {
            break;
        }
    }
    process.value().close_pipe();
    return process.value().wait(std::chrono::seconds(60));
}

// Flips bits, cuts, repeats and shuffles, mildly enough to get past the parameter sets most of the time.
std::vector<EncodedUnit> mutate(std::vector<EncodedUnit> units, std::mt19937& random) {
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    const std::size_t flips = 1 + below(200);
    for (std::size_t i = 0; i < flips; ++i) {
        auto& bytes = units[below(units.size())].bytes;
        bytes[below(bytes.size())] ^= static_cast<std::byte>(1U << below(8));
    }
    auto& cut = units[below(units.size())].bytes;
    cut.resize(1 + below(cut.size()));
    std::swap(units[below(units.size())], units[below(units.size())]);
    units.push_back(units[below(units.size())]);
    return units;
}

class HostileStreams : public testing::TestWithParam<StreamRecipe> {};

TEST_P(HostileStreams, MadeByFlippingBitsAreContained) {
    const auto units = encode(GetParam());
    std::mt19937 random(20260101);  // NOLINT(cert-msc51-cpp): the same mutants every time
    for (int i = 0; i < kMutants; ++i) {
        expect_contained(decode(GetParam().codec, mutate(units, random)), "mutant " + std::to_string(i));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Of, HostileStreams,
    testing::Values(
        StreamRecipe{
            .codec = VideoCodec::kH264, .pictures = 20, .options = "bframes=2:keyint=8:cabac=1:8x8dct=1"},
        StreamRecipe{.codec = VideoCodec::kH264,
                     .pictures = 20,
                     .pixel_format = "yuv444p",
                     .options = "interlaced=1:bframes=1"},
        StreamRecipe{
            .codec = VideoCodec::kH265, .pictures = 20, .options = "bframes=3:keyint=8:repeat-headers=1"},
        StreamRecipe{
            .codec = VideoCodec::kMjpeg, .pictures = 20, .pixel_format = "yuvj420p", .full_range = true},
        StreamRecipe{
            .codec = VideoCodec::kMjpeg, .pictures = 20, .pixel_format = "yuvj444p", .full_range = true},
        StreamRecipe{
            .codec = VideoCodec::kMpeg4, .pictures = 20, .options = "g=8:bf=1:flags=+mv4+qpel+aic"}));

TEST(HostileStreams, OfPureNoiseAreContained) {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp)
    for (const VideoCodec codec :
         {VideoCodec::kH264, VideoCodec::kH265, VideoCodec::kMjpeg, VideoCodec::kMpeg4}) {
        std::vector<EncodedUnit> units(20);
        for (EncodedUnit& unit : units) {
            unit.bytes = {std::byte{0}, std::byte{0}, std::byte{1}};
            if (codec == VideoCodec::kMjpeg) {
                unit.bytes = {std::byte{0xFF}, std::byte{0xD8}, std::byte{0xFF}};
            }
            for (int i = 0; i < 5000; ++i) {
                unit.bytes.push_back(static_cast<std::byte>(random()));
            }
        }
        expect_contained(decode(codec, units), "noise");
    }
}

// Few bytes that ask for very many pixels: the header of an image, or of a stream, and next to nothing.
TEST(HostileStreams, ThatAreBombsAreContainedAndCostTheDecoderNothingElse) {
    EncodedUnit image{.bytes = grey_jpeg(320, 240, 90), .keyframe = true};
    const EncodedUnit sound = image;
    const std::array start{std::byte{0xFF}, std::byte{0xC0}};
    const auto frame = std::ranges::search(image.bytes, start).begin();
    ASSERT_NE(frame, image.bytes.end());
    std::fill_n(frame + 5, 4, std::byte{0xFF});  // 65535 x 65535
    auto video = encode({.codec = VideoCodec::kMpeg4, .width = 8000, .height = 8000, .pictures = 1});
    video.front().bytes.resize(200);
    auto process = DecoderProcess::start({CORDON_DECODE_PROGRAM}, decoder_record(320, 240));
    ASSERT_TRUE(process.ok());
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(process.value().send(VideoCodec::kMjpeg, image));
        ASSERT_TRUE(process.value().send(VideoCodec::kMpeg4, video.front()));
    }
    ASSERT_TRUE(process.value().send(VideoCodec::kMjpeg, sound));
    ASSERT_TRUE(process.value().wait_for_access_units(41));
    process.value().close_pipe();
    const auto end = process.value().wait();
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.code, 0);
    EXPECT_LT(end.most_kilobytes, kMostKilobytes / 2);
    EXPECT_EQ(process.value().ring_header().decoder.frames.load(), 1U);
}

// The collection is data that stays outside the project; it lies beside a clone where it is used.
TEST(HostileStreams, MadeByH26forgeAreContained) {
    const char* const shared = std::getenv("CORDON_SHARED");
    const std::filesystem::path folder =
        (shared != nullptr ? std::filesystem::path(shared)
                           : std::filesystem::path(CORDON_SOURCE_DIR) / "../shared") /
        "hostile/h26forge";
    if (!std::filesystem::is_directory(folder)) {
        GTEST_SKIP() << folder << " is not there: the h26forge streams were NOT tried";
    }
    std::size_t streams = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".264") {
            continue;
        }
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        expect_contained(decode(VideoCodec::kH264, split_h264(std::as_bytes(std::span(bytes)))),
                         entry.path().filename());
        ++streams;
    }
    EXPECT_GT(streams, 0U);
}

}  // namespace
}  // namespace cordon::tests
