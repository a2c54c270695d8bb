// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Known colours through real encoders, the decoder and the normalizer: what comes out is the same colour in
// the pinned colours, 4:2:0, whatever the camera made of it.
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "gateway/boundary/sealed_memory.hpp"
#include "pipelines/untrusted/decode/frame_normalizer.hpp"
#include "pipelines/untrusted/decode/video_decoder.hpp"
#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::untrusted::decode {
namespace {

using boundary::VideoCodec;
using tests::EncodedUnit;
using tests::StreamRecipe;

using Colour = std::array<int, 3>;  // red, green, blue in 0..255, or luma and two differences

// ITU-T H.273, equations 38 to 40 and 22 to 30, written anew: the product's own are what is tried.
Colour coded(const Colour& rgb, double red, double blue, bool full_range) {
    const std::array<double, 3> linear{rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
    const double luma = red * linear[0] + (1 - red - blue) * linear[1] + blue * linear[2];
    const double u = (linear[2] - luma) / (2 - 2 * blue);
    const double v = (linear[0] - luma) / (2 - 2 * red);
    const auto sample = [](double value) { return static_cast<int>(std::lround(value)); };
    if (full_range) {
        return {sample(255 * luma), sample(255 * u + 128), sample(255 * v + 128)};
    }
    return {sample(219 * luma + 16), sample(224 * u + 128), sample(224 * v + 128)};
}
Colour in_bt709(const Colour& rgb) {
    return coded(rgb, 0.2126, 0.0722, false);
}
Colour in_full_bt601(const Colour& rgb) {
    return coded(rgb, 0.299, 0.114, true);
}

enum class Matrix { k601, k709 };

struct Case {
    const char* name;
    StreamRecipe recipe;
    Matrix matrix = Matrix::k709;
    bool full_range = false;  // the samples
};

void PrintTo(const Case& each, std::ostream* out) {
    *out << each.name;
}

constexpr std::array<Colour, 6> kColours{
    Colour{255, 255, 255}, Colour{0, 0, 0},     Colour{180, 40, 40},
    Colour{40, 170, 60},   Colour{50, 60, 190}, Colour{200, 190, 60},
};

// The middle of the last picture the stream shows.
class Middle {
public:
    Middle(int width, int height, boundary::Colours pinned = boundary::Colours::kBt709)
        : geometry_(boundary::FrameGeometry::create(static_cast<std::uint32_t>(width),
                                                    static_cast<std::uint32_t>(height), pinned)
                        .value()) {}

    Colour of(VideoCodec codec, const std::vector<EncodedUnit>& units) {
        auto decoder = VideoDecoder::create({.largest_picture = 1920 * 1080, .most_references = 4});
        EXPECT_TRUE(decoder.ok());
        FrameNormalizer normalizer(geometry_);
        Colour colour{-1, -1, -1};
        const auto take = [&] {
            VideoDecoder::Picture picture;
            while (decoder.value().next_picture(picture)) {
                const auto view = normalizer.normalize(*picture.frame);
                EXPECT_TRUE(view.has_value());
                colour = view ? at_middle(*view) : colour;
            }
        };
        for (const EncodedUnit& unit : units) {
            boundary::AccessUnitHeader header;
            header.codec = static_cast<std::uint32_t>(codec);
            std::vector<std::byte> padded = unit.bytes;
            padded.resize(padded.size() + AV_INPUT_BUFFER_PADDING_SIZE);
            decoder.value().decode(header, std::span(padded).first(unit.bytes.size()));
            take();
        }
        decoder.value().drain();
        take();
        EXPECT_EQ(decoder.value().damaged(), 0U);
        return colour;
    }

private:
    [[nodiscard]] Colour at_middle(const boundary::PictureView& view) const {
        const std::size_t x = geometry_.width() / 2;
        const std::size_t y = geometry_.height() / 2;
        const auto sample = [&](std::size_t plane, std::size_t px, std::size_t py) {
            return std::to_integer<int>(view.planes[plane][py * view.strides[plane] + px]);
        };
        return {sample(0, x, y), sample(1, x / 2, y / 2), sample(2, x / 2, y / 2)};
    }
    boundary::FrameGeometry geometry_;
};

void expect_near(const Colour& got, const Colour& wanted, const std::string& what) {
    // Rounding twice, and the encoder's.
    constexpr int kTolerance = 3;
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_LE(std::abs(got.at(i) - wanted.at(i)), kTolerance)
            << what << ": " << got[0] << " " << got[1] << " " << got[2] << " for " << wanted[0] << " "
            << wanted[1] << " " << wanted[2];
    }
}

class DecodedColours : public testing::TestWithParam<Case> {};

TEST_P(DecodedColours, ArriveAsTheyWere) {
    const Case& each = GetParam();
    const bool grey = each.recipe.pixel_format.starts_with("gray");
    for (Colour rgb : kColours) {
        if (grey) {
            rgb[0] = rgb[2] = rgb[1];
        }
        const Colour samples = each.matrix == Matrix::k601 ? coded(rgb, 0.299, 0.114, each.full_range)
                                                           : coded(rgb, 0.2126, 0.0722, each.full_range);
        StreamRecipe recipe = each.recipe;
        recipe.pictures = 4;
        const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
        recipe.colour = std::array{byte(samples[0]), byte(samples[1]), byte(samples[2])};
        // As it is, and scaled, which another part of the normalizer does.
        for (const int width : {recipe.width, recipe.width * 2}) {
            Middle middle(width, recipe.height * width / recipe.width);
            expect_near(middle.of(recipe.codec, tests::encode(recipe)), in_bt709(rgb),
                        "at " + std::to_string(width));
            Middle other(width, recipe.height * width / recipe.width, boundary::Colours::kBt601Full);
            expect_near(other.of(recipe.codec, tests::encode(recipe)), in_full_bt601(rgb),
                        "in full-range BT.601 at " + std::to_string(width));
        }
    }
}

StreamRecipe h264(const char* format, std::string options = "qp=8") {
    return {.codec = VideoCodec::kH264, .pixel_format = format, .options = std::move(options)};
}
StreamRecipe full(StreamRecipe recipe) {
    recipe.full_range = true;
    return recipe;
}
StreamRecipe saying(int matrix, StreamRecipe recipe) {
    recipe.matrix = matrix;
    return recipe;
}
StreamRecipe h265(const char* format) {
    return {.codec = VideoCodec::kH265, .pixel_format = format, .options = "qp=8"};
}
StreamRecipe mjpeg(const char* format) {
    return {.codec = VideoCodec::kMjpeg, .pixel_format = format, .full_range = true};
}
StreamRecipe mpeg4(int width, int height) {
    return {.codec = VideoCodec::kMpeg4, .width = width, .height = height};
}
constexpr int kBt470bg = 5;

INSTANTIATE_TEST_SUITE_P(
    Of, DecodedColours,
    testing::Values(Case{"H264", h264("yuv420p")}, Case{"H264Baseline", h264("yuv420p", "qp=8:no-cabac=1")},
                    Case{"H264Saying601", saying(kBt470bg, h264("yuv420p")), Matrix::k601},
                    Case{"H264FullRange", full(h264("yuvj420p")), Matrix::k709, true},
                    Case{"H264FullRange601", saying(kBt470bg, full(h264("yuvj420p"))), Matrix::k601, true},
                    Case{"H264FullRange422", full(h264("yuvj422p")), Matrix::k709, true},
                    Case{"H264FullRange444", full(h264("yuvj444p")), Matrix::k709, true},
                    Case{"H264Colours422", h264("yuv422p")}, Case{"H264Colours444", h264("yuv444p")},
                    Case{"H264TenBits", h264("yuv420p10le")}, Case{"H264TenBits422", h264("yuv422p10le")},
                    Case{"H264TenBits444", h264("yuv444p10le")}, Case{"H264Grey", h264("gray")},
                    Case{"H264GreyTenBits", h264("gray10le")},
                    Case{"H264Interlaced", h264("yuv420p", "qp=8:interlaced=1:tff=1")},
                    Case{"H264Interlaced422", h264("yuv422p10le", "qp=8:interlaced=1:bff=1")},
                    Case{"H265", h265("yuv420p")}, Case{"H265TenBits", h265("yuv420p10le")},
                    Case{"H265Colours422", h265("yuv422p")}, Case{"H265Grey", h265("gray")},
                    Case{"H265FullRange", full(h265("yuvj420p")), Matrix::k709, true},
                    Case{"Mjpeg420", mjpeg("yuvj420p"), Matrix::k601, true},
                    Case{"Mjpeg422", mjpeg("yuvj422p"), Matrix::k601, true},
                    Case{"Mjpeg444", mjpeg("yuvj444p"), Matrix::k601, true},
                    Case{"Mpeg4", mpeg4(320, 240), Matrix::k601},
                    Case{"Mpeg4LargerThanTelevision", mpeg4(1280, 720), Matrix::k709}),
    [](const auto& each) { return std::string(each.param.name); });

// Whether the decoder draws such a stream's pictures in a ring of these colours.
bool is_drawn_in_ring(const StreamRecipe& recipe, boundary::Colours pinned) {
    const auto geometry = boundary::FrameGeometry::create(320, 240, pinned).value();
    const auto memory = boundary::create_sealed_memory("test-ring", boundary::ring_bytes(geometry)).value();
    auto ring = boundary::RingWriter::create(memory.get(), geometry).value();
    auto decoder = VideoDecoder::create({.largest_picture = 320 * 240, .most_references = 4}, &ring).value();
    std::vector<std::byte> bytes = tests::encode(recipe).front().bytes;
    const std::size_t size = bytes.size();
    bytes.resize(size + AV_INPUT_BUFFER_PADDING_SIZE);
    boundary::AccessUnitHeader header;
    header.codec = static_cast<std::uint32_t>(recipe.codec);
    decoder.decode(header, std::span(bytes).first(size));
    decoder.drain();
    VideoDecoder::Picture picture;
    if (!decoder.next_picture(picture)) {
        ADD_FAILURE() << "no picture";
        return false;
    }
    for (std::uint32_t slot = 0; slot < boundary::kRingSlots; ++slot) {
        if (reinterpret_cast<const std::byte*>(picture.frame->data[0]) == ring.pixels(slot)) {
            return true;
        }
    }
    return false;
}

TEST(DecodedColoursOf, AStreamAreDrawnInARingOfTheSame) {
    using boundary::Colours;
    for (const Colours pinned :
         {Colours::kBt709, Colours::kBt601, Colours::kBt709Full, Colours::kBt601Full}) {
        const auto drawn = [&](const StreamRecipe& recipe) { return is_drawn_in_ring(recipe, pinned); };
        EXPECT_EQ(drawn(h264("yuv420p")), pinned == Colours::kBt709);
        EXPECT_EQ(drawn(saying(kBt470bg, h264("yuv420p"))), pinned == Colours::kBt601);
        EXPECT_EQ(drawn(full(h264("yuvj420p"))), pinned == Colours::kBt709Full);
        EXPECT_EQ(drawn(saying(kBt470bg, full(h264("yuvj420p")))), pinned == Colours::kBt601Full);
        EXPECT_EQ(drawn(saying(kBt470bg, full(h265("yuvj420p")))), pinned == Colours::kBt601Full);
    }
}

TEST(DecodedColoursOf, AGreyJpegArriveAsTheyWere) {
    for (const int shade : {0, 90, 255}) {
        const auto byte = static_cast<std::uint8_t>(shade);
        Middle middle(320, 240);
        expect_near(
            middle.of(VideoCodec::kMjpeg, {{.bytes = tests::grey_jpeg(320, 240, byte), .keyframe = true}}),
            in_bt709({shade, shade, shade}), "shade " + std::to_string(shade));
    }
}

}  // namespace
}  // namespace cordon::untrusted::decode
