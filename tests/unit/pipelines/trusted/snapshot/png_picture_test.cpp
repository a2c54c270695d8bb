// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/snapshot/png_picture.hpp"

#include <array>
#include <cstdint>
#include <random>

#include <gtest/gtest.h>
#include <png.h>

namespace cordon::trusted::snapshot {
namespace {

using Colour = std::array<std::uint8_t, 3>;

boundary::FrameGeometry geometry() {
    return boundary::FrameGeometry::create(66, 18).value();  // rows with padding behind them
}

// One frame of one colour, padding included.
std::vector<std::byte> plain_frame(std::uint8_t luma, std::uint8_t u, std::uint8_t v) {
    const auto shape = geometry();
    std::vector<std::byte> frame(shape.frame_bytes(), std::byte{luma});
    for (std::size_t i = shape.u_offset(); i < frame.size(); ++i) {
        frame[i] = std::byte{i < shape.v_offset() ? u : v};
    }
    return frame;
}

struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb;
    [[nodiscard]] Colour at(std::size_t x, std::size_t y) const {
        const std::size_t place = 3 * (y * width + x);
        return {rgb[place], rgb[place + 1], rgb[place + 2]};
    }
};

Picture read(const std::vector<std::byte>& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, file.data(), file.size()), 0) << image.message;
    image.format = PNG_FORMAT_RGB;
    Picture picture{.width = image.width, .height = image.height, .rgb = {}};
    picture.rgb.resize(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, picture.rgb.data(), 0, nullptr), 0) << image.message;
    return picture;
}

void expect_colour(std::array<std::uint8_t, 3> yuv, Colour expected,
                   boundary::Colours colours = boundary::Colours::kBt709) {
    const auto shape = geometry();
    const auto file =
        png_picture(boundary::FrameGeometry::create(shape.width(), shape.height(), colours).value(),
                    plain_frame(yuv[0], yuv[1], yuv[2]));
    ASSERT_TRUE(file.ok());
    const Picture picture = read(file.value());
    ASSERT_EQ(picture.width, 66U);
    ASSERT_EQ(picture.height, 18U);
    for (const auto& [x, y] : {std::pair{0, 0}, {65, 0}, {0, 17}, {65, 17}, {33, 9}}) {
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_NEAR(picture.at(x, y)[i], expected[i], 1) << "at " << x << "," << y;
        }
    }
}

// Values of ITU-R BT.709, 8 bits, limited range.
TEST(PngPicture, HasTheColoursOfTheFrame) {
    expect_colour({16, 128, 128}, {0, 0, 0});
    expect_colour({235, 128, 128}, {255, 255, 255});
    expect_colour({126, 128, 128}, {128, 128, 128});
    expect_colour({63, 102, 240}, {255, 0, 0});
    expect_colour({173, 42, 26}, {0, 255, 0});
    expect_colour({32, 240, 118}, {0, 0, 255});
}

// Values of ITU-R BT.601 and BT.709, 8 bits: the same red, green and blue have others in each.
TEST(PngPicture, ReadsTheFrameInTheColoursThatArePinned) {
    using boundary::Colours;
    expect_colour({81, 90, 240}, {255, 0, 0}, Colours::kBt601);
    expect_colour({145, 54, 34}, {0, 255, 0}, Colours::kBt601);
    expect_colour({41, 240, 110}, {0, 0, 255}, Colours::kBt601);
    expect_colour({76, 85, 255}, {254, 0, 0}, Colours::kBt601Full);
    expect_colour({150, 44, 21}, {0, 255, 1}, Colours::kBt601Full);
    expect_colour({29, 255, 107}, {0, 0, 254}, Colours::kBt601Full);
    expect_colour({54, 99, 255}, {254, 0, 0}, Colours::kBt709Full);
    expect_colour({182, 30, 12}, {0, 255, 0}, Colours::kBt709Full);
    for (const Colours full : {Colours::kBt601Full, Colours::kBt709Full}) {
        expect_colour({0, 128, 128}, {0, 0, 0}, full);
        expect_colour({255, 128, 128}, {255, 255, 255}, full);
    }
}

TEST(PngPicture, TakesEachPlaneFromItsPlace) {
    auto frame = plain_frame(16, 128, 128);
    const auto shape = geometry();
    frame[shape.luma_offset() + 17 * shape.luma_stride() + 65] = std::byte{235};
    frame[shape.v_offset() + 4 * shape.chroma_stride() + 10] = std::byte{240};
    const Picture picture = read(png_picture(shape, frame).value());
    EXPECT_EQ(picture.at(65, 17), (Colour{255, 255, 255}));
    EXPECT_EQ(picture.at(64, 17), (Colour{0, 0, 0}));
    for (const auto& [x, y] : {std::pair{20, 8}, {21, 8}, {20, 9}, {21, 9}}) {
        EXPECT_GT(picture.at(x, y)[0], 150) << "red at " << x << "," << y;
    }
    EXPECT_EQ(picture.at(22, 8), (Colour{0, 0, 0}));
}

TEST(PngPicture, IsOneForWhateverBytesARingHolds) {
    std::minstd_rand random(1);
    std::vector<std::byte> frame(geometry().frame_bytes());
    for (std::byte& byte : frame) {
        byte = static_cast<std::byte>(random() >> 8);
    }
    const auto file = png_picture(geometry(), frame);
    ASSERT_TRUE(file.ok());
    EXPECT_EQ(read(file.value()).width, 66U);
}

}  // namespace
}  // namespace cordon::trusted::snapshot
