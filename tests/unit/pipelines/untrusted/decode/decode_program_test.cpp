// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// The real program under its real confinement. ring_reader.cpp is compiled straight into this test, which
// plays publisher too: no target of the product may link both ends.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>

extern "C" {
#include <libavutil/pixfmt.h>
}

#include "gateway/boundary/ring_reader.hpp"
#include "pipelines/untrusted/decode/exit_code.hpp"
#include "tests/support/decode/decoder_process.hpp"

namespace cordon::untrusted::decode {
namespace {

using boundary::AccessUnitHeader;
using boundary::RingReader;
using boundary::VideoCodec;
using tests::DecodedPicture;
using tests::DecoderProcess;
using tests::EncodedUnit;
using tests::StreamRecipe;

const std::vector<std::string> kProgram{CORDON_DECODE_PROGRAM};

// Rows without padding, like the reference.
DecodedPicture pack(const std::vector<std::byte>& frame, const boundary::FrameGeometry& geometry) {
    DecodedPicture picture{.width = static_cast<int>(geometry.width()),
                           .height = static_cast<int>(geometry.height()),
                           .pixels = {}};
    const auto append = [&](std::size_t offset, std::size_t stride, std::uint32_t width,
                            std::uint32_t height) {
        for (std::uint32_t row = 0; row < height; ++row) {
            const auto* first = reinterpret_cast<const std::uint8_t*>(frame.data()) + offset + row * stride;
            picture.pixels.insert(picture.pixels.end(), first, first + width);
        }
    };
    append(geometry.luma_offset(), geometry.luma_stride(), geometry.width(), geometry.height());
    append(geometry.u_offset(), geometry.chroma_stride(), geometry.chroma_width(), geometry.chroma_height());
    append(geometry.v_offset(), geometry.chroma_stride(), geometry.chroma_width(), geometry.chroma_height());
    return picture;
}

// A confined decoder, and a reader of its ring that never falls behind: no more access units are on their way
// than the ring has frames to keep.
class Program {
public:
    explicit Program(std::uint32_t width = 320, std::uint32_t height = 240,
                     boundary::Colours colours = boundary::Colours::kBt709)
        : geometry_(boundary::FrameGeometry::create(width, height, colours).value()),
          process_(DecoderProcess::start(kProgram, tests::decoder_record(width, height, colours)).value()),
          reader_(RingReader::create(process_.ring_fd(), geometry_).value()),
          frame_(geometry_.frame_bytes()) {}

    void feed(VideoCodec codec, std::span<const EncodedUnit> units, std::uint32_t flags = 0) {
        for (const EncodedUnit& unit : units) {
            ASSERT_TRUE(process_.send(codec, unit, flags, ++sent_));
            collect([&] { return sent_ - withheld() - pictures_.size() < boundary::kReadableFrames; });
        }
    }
    tests::DecoderEnd end() {
        process_.close_pipe();
        const auto end = process_.wait();
        collect([&] { return !reader_.has_news(); });
        return end;
    }
    std::vector<DecodedPicture> pictures_;
    [[nodiscard]] DecoderProcess& process() { return process_; }
    [[nodiscard]] std::uint64_t lost() const { return lost_; }

private:
    [[nodiscard]] std::uint64_t withheld() const { return process_.ring_header().decoder.dropped.load(); }
    template <typename Until>
    void collect(Until until) {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        do {
            const auto reading = reader_.read(frame_);
            lost_ += reading.lost + (reading.outcome == RingReader::Outcome::kTorn ? 1 : 0);
            if (reading.outcome == RingReader::Outcome::kFrame) {
                pictures_.push_back(pack(frame_, geometry_));
            } else {
                std::this_thread::yield();
            }
            if (std::chrono::steady_clock::now() > limit) {
                ADD_FAILURE() << "no frame comes";
                return;
            }
        } while (!until());
    }

    boundary::FrameGeometry geometry_;
    DecoderProcess process_;
    RingReader reader_;
    std::vector<std::byte> frame_;
    std::uint64_t sent_ = 0;
    std::uint64_t lost_ = 0;
};

boundary::Colours colours_of(const StreamRecipe& recipe) {
    const bool jpeg = recipe.codec == VideoCodec::kMjpeg;
    return boundary::colours_of(jpeg || recipe.matrix == AVCOL_SPC_BT470BG, jpeg || recipe.full_range);
}

class DecodeProgram : public testing::TestWithParam<StreamRecipe> {};

TEST_P(DecodeProgram, PutsExactlyThePixelsOfAPlainDecoderIntoItsRing) {
    const StreamRecipe recipe = GetParam();
    const auto units = tests::encode(recipe);
    const auto reference = tests::decode_plainly(recipe.codec, units);
    ASSERT_EQ(reference.size(), static_cast<std::size_t>(recipe.pictures));
    Program program(static_cast<std::uint32_t>(recipe.width), static_cast<std::uint32_t>(recipe.height),
                    colours_of(recipe));
    program.feed(recipe.codec, units);
    const auto end = program.end();
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.code, static_cast<int>(ExitCode::kPipeEnded));
    EXPECT_EQ(program.lost(), 0U);
    ASSERT_EQ(program.pictures_.size(), reference.size());
    for (std::size_t i = 0; i < reference.size(); ++i) {
        ASSERT_TRUE(program.pictures_[i].pixels == reference[i].pixels) << "picture " << i;
    }
    const auto& status = program.process().ring_header().decoder;
    EXPECT_EQ(status.access_units.load(), units.size());
    EXPECT_EQ(status.frames.load(), units.size());
    EXPECT_EQ(status.damaged.load(), 0U);
    EXPECT_EQ(status.camera_width.load(), static_cast<std::uint64_t>(recipe.width));
    EXPECT_EQ(status.camera_height.load(), static_cast<std::uint64_t>(recipe.height));
    EXPECT_EQ(status.camera_colours.load(), static_cast<std::uint64_t>(colours_of(recipe)));
}

INSTANTIATE_TEST_SUITE_P(
    Streams, DecodeProgram,
    testing::Values(
        StreamRecipe{.codec = VideoCodec::kH264, .pictures = 60, .options = "bframes=0"},
        StreamRecipe{.codec = VideoCodec::kH264, .pictures = 60, .options = "bframes=3:b-adapt=0:ref=4"},
        // More pictures than the ring has slots to lend, rows that end in the middle of a block, and fields.
        StreamRecipe{.codec = VideoCodec::kH264, .pictures = 60, .options = "bframes=3:b-adapt=0:ref=16"},
        StreamRecipe{
            .codec = VideoCodec::kH264, .width = 354, .height = 202, .pictures = 60, .options = "bframes=2"},
        StreamRecipe{
            .codec = VideoCodec::kH265, .width = 354, .height = 202, .pictures = 60, .options = "bframes=0"},
        StreamRecipe{.codec = VideoCodec::kH264, .pictures = 60, .options = "tff=1:bframes=0"},
        StreamRecipe{.codec = VideoCodec::kH265, .pictures = 60, .options = "bframes=0"},
        StreamRecipe{.codec = VideoCodec::kH265, .pictures = 60, .options = "bframes=4:b-adapt=0"},
        // Of the other colours that are pinned where a camera has them.
        StreamRecipe{
            .codec = VideoCodec::kH264, .pictures = 60, .options = "bframes=2", .matrix = AVCOL_SPC_BT470BG},
        StreamRecipe{.codec = VideoCodec::kH264,
                     .pictures = 60,
                     .pixel_format = "yuvj420p",
                     .options = "bframes=2",
                     .full_range = true,
                     .matrix = AVCOL_SPC_BT470BG},
        StreamRecipe{.codec = VideoCodec::kH265,
                     .pictures = 60,
                     .pixel_format = "yuvj420p",
                     .options = "bframes=0",
                     .full_range = true},
        StreamRecipe{
            .codec = VideoCodec::kMjpeg, .pictures = 60, .pixel_format = "yuvj420p", .full_range = true}));

TEST(DecodeProgramSessions, ShowsNothingOfTheSessionBeforeInTheNext) {
    const StreamRecipe recipe{.codec = VideoCodec::kH264, .options = "bframes=0:keyint=100"};
    const auto units = tests::encode(recipe);
    Program program(static_cast<std::uint32_t>(recipe.width), static_cast<std::uint32_t>(recipe.height),
                    colours_of(recipe));
    program.feed(recipe.codec, units);
    // Joined in the middle: these refer to pictures that this session did not have.
    program.feed(recipe.codec, std::span(units).subspan(10, 1), AccessUnitHeader::kNewSession);
    program.feed(recipe.codec, std::span(units).subspan(11, 10));
    program.feed(recipe.codec, units);
    program.end();
    EXPECT_EQ(program.pictures_.size(), 2 * units.size());
    EXPECT_EQ(program.process().ring_header().decoder.dropped.load(), 11U);
}

TEST(DecodeProgramRun, ShowsNoPrerollAndEveryPictureAfterIt) {
    const auto units = tests::encode({.options = "bframes=0"});
    Program program;
    program.feed(VideoCodec::kH264, std::span(units).first(20), AccessUnitHeader::kPreroll);
    program.feed(VideoCodec::kH264, std::span(units).subspan(20));
    EXPECT_EQ(program.end().code, 0);
    EXPECT_EQ(program.process().ring_header().decoder.dropped.load(), 20U);
    const auto reference = tests::decode_plainly(VideoCodec::kH264, units);
    ASSERT_EQ(program.pictures_.size(), 10U);
    EXPECT_TRUE(program.pictures_.front().pixels == reference[20].pixels);
}

TEST(DecodeProgramRun, ScalesIntoThePinnedSizeUnderTheFilterWhateverComes) {
    Program program(320, 240);
    std::size_t fed = 0;
    for (const char* format : {"yuv420p", "yuv422p", "yuv444p"}) {
        for (const int width : {320, 208, 640}) {
            const auto units =
                tests::encode({.width = width,
                               .height = 192,
                               .pictures = 8,
                               .pixel_format = format,
                               .options = "bframes=0",
                               .full_range = width == 208,
                               .matrix = width == 640 ? AVCOL_SPC_SMPTE170M : AVCOL_SPC_BT709});
            program.feed(VideoCodec::kH264, units);
            fed += units.size();
        }
    }
    const auto end = program.end();
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(program.pictures_.size(), fed);
}

TEST(DecodeProgramRun, EndsWithACodeOfItsOwnWhenItsReceiverLies) {
    Program program;
    AccessUnitHeader header;
    header.codec = static_cast<std::uint32_t>(VideoCodec::kH264);
    header.size = 0xFFFFFFFF;
    ASSERT_TRUE(program.process().send_raw(std::as_bytes(std::span(&header, 1))));
    const auto end = program.end();
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(end.code, static_cast<int>(ExitCode::kMalformedInput));
}

TEST(DecodeProgramRun, StartedByHandSaysHowItIsStarted) {
    const std::string command = kProgram.front() + " 2>&1 </dev/null";
    FILE* program = ::popen(command.c_str(), "r");  // NOLINT(cert-env33-c): our own program, by its path
    ASSERT_NE(program, nullptr);
    std::string said(1000, '\0');
    said.resize(std::fread(said.data(), 1, said.size(), program));
    EXPECT_NE(said.find("cordon run"), std::string::npos) << said;
    EXPECT_EQ(WEXITSTATUS(::pclose(program)), static_cast<int>(ExitCode::kDidNotStart));
}

#ifndef CORDON_SANITIZED  // whose allocator is another one
TEST(DecodeProgramRun, DiesWhenItsArenaIsExhausted) {
    auto record = tests::decoder_record(1920, 1080);
    record.arena_bytes = 24U << 20;
    auto process = DecoderProcess::start(kProgram, record);
    ASSERT_TRUE(process.ok());
    const auto units = tests::encode(
        {.width = 1920, .height = 1080, .pictures = 24, .options = "bframes=0:ref=16:threads=1"});
    for (const EncodedUnit& unit : units) {
        if (!process.value().send(VideoCodec::kH264, unit)) {
            break;
        }
    }
    process.value().close_pipe();
    EXPECT_EQ(process.value().wait().signal, SIGSYS);
}
#endif

// Each codec's decoder sets things up at its first access units, under the filter: sizes and codecs in turn.
TEST(DecodeProgramRun, MakesNoSystemCallForWhateverCodecComes) {
    Program program(320, 240);
    std::size_t fed = 0;
    for (int turn = 0; turn < 2; ++turn) {
        for (const StreamRecipe& kind :
             {StreamRecipe{.codec = VideoCodec::kMjpeg, .pixel_format = "yuvj420p", .full_range = true},
              StreamRecipe{.codec = VideoCodec::kMjpeg, .pixel_format = "yuvj422p", .full_range = true},
              StreamRecipe{.codec = VideoCodec::kMpeg4},
              StreamRecipe{.codec = VideoCodec::kMpeg4, .options = "flags=+qpel+mv4:bf=0"},
              StreamRecipe{.codec = VideoCodec::kH265, .options = "bframes=0"},
              StreamRecipe{.options = "bframes=0"}}) {
            for (const int width : {320, 208}) {
                StreamRecipe recipe = kind;
                recipe.width = width;
                recipe.pictures = 8;
                const auto units = tests::encode(recipe);
                program.feed(recipe.codec, units);
                fed += units.size();
            }
        }
    }
    const auto end = program.end();
    EXPECT_EQ(end.signal, 0);
    EXPECT_EQ(program.pictures_.size(), fed);
}

}  // namespace
}  // namespace cordon::untrusted::decode
