// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/snapshot/png_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include <png.h>

namespace cordon::trusted::snapshot {
namespace {

constexpr std::int32_t kHalf = 1 << 15;

// Samples to full-range RGB (ITU-T H.273, equations 22 to 30), in 1/65536 of a step.
struct ToRgb {
    std::int32_t black;
    std::int32_t luma;
    std::int32_t red_of_v;
    std::int32_t green_of_u;
    std::int32_t green_of_v;
    std::int32_t blue_of_u;
};

ToRgb to_rgb(boundary::Colours colours) {
    const auto [red, blue] = boundary::luma_weights(colours);
    const double green = 1 - red - blue;
    const boundary::SampleRange range = boundary::sample_range(colours);
    const double colour = 255.0 / range.colour;
    const auto fixed = [](double factor) { return static_cast<std::int32_t>(std::lround(factor * 65536)); };
    return {.black = range.black,
            .luma = fixed(255.0 / (range.white - range.black)),
            .red_of_v = fixed(2 * (1 - red) * colour),
            .green_of_u = fixed(-2 * (1 - blue) * blue / green * colour),
            .green_of_v = fixed(-2 * (1 - red) * red / green * colour),
            .blue_of_u = fixed(2 * (1 - blue) * colour)};
}

std::uint8_t rounded(std::int32_t value) {
    return static_cast<std::uint8_t>(std::clamp((value + kHalf) >> 16, 0, 255));
}

std::vector<std::uint8_t> rgb_of(const boundary::FrameGeometry& geometry, std::span<const std::byte> frame) {
    const ToRgb to = to_rgb(geometry.colours());
    const auto sample = [frame](std::size_t place) { return std::to_integer<std::int32_t>(frame[place]); };
    std::vector<std::uint8_t> rgb(std::size_t{3} * geometry.width() * geometry.height());
    auto out = rgb.begin();
    for (std::size_t y = 0; y < geometry.height(); ++y) {
        const std::size_t luma_row = geometry.luma_offset() + y * geometry.luma_stride();
        const std::size_t u_row = geometry.u_offset() + y / 2 * geometry.chroma_stride();
        const std::size_t v_row = geometry.v_offset() + y / 2 * geometry.chroma_stride();
        for (std::size_t x = 0; x < geometry.width(); ++x) {
            const std::int32_t luma = to.luma * (sample(luma_row + x) - to.black);
            const std::int32_t u = sample(u_row + x / 2) - 128;
            const std::int32_t v = sample(v_row + x / 2) - 128;
            *out++ = rounded(luma + to.red_of_v * v);
            *out++ = rounded(luma + to.green_of_u * u + to.green_of_v * v);
            *out++ = rounded(luma + to.blue_of_u * u);
        }
    }
    return rgb;
}

}  // namespace

base::Result<std::vector<std::byte>> png_picture(const boundary::FrameGeometry& geometry,
                                                 std::span<const std::byte> frame) {
    CORDON_INVARIANT(frame.size() == geometry.frame_bytes(), "a frame is drawn whole");
    const auto rgb = rgb_of(geometry, frame);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = geometry.width();
    image.height = geometry.height();
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::vector<std::byte> file(size);
    if (png_image_write_to_memory(&image, file.data(), &size, 0, rgb.data(), 0, nullptr) == 0) {
        return base::Error{"libpng: " + std::string(image.message)};
    }
    file.resize(size);
    return file;
}

}  // namespace cordon::trusted::snapshot
