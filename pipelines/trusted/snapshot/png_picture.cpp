// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/snapshot/png_picture.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include <png.h>

namespace cordon::trusted::snapshot {
namespace {

// ITU-R BT.709 limited range to full-range RGB, in 1/65536 of a step.
constexpr std::int32_t kLuma = 76309;  // 255 / 219
constexpr std::int32_t kRedOfV = 117489;
constexpr std::int32_t kGreenOfU = -13975;
constexpr std::int32_t kGreenOfV = -34925;
constexpr std::int32_t kBlueOfU = 138438;
constexpr std::int32_t kHalf = 1 << 15;

std::uint8_t rounded(std::int32_t value) {
    return static_cast<std::uint8_t>(std::clamp((value + kHalf) >> 16, 0, 255));
}

std::vector<std::uint8_t> rgb_of(const boundary::FrameGeometry& geometry, std::span<const std::byte> frame) {
    const auto sample = [frame](std::size_t place) { return std::to_integer<std::int32_t>(frame[place]); };
    std::vector<std::uint8_t> rgb(std::size_t{3} * geometry.width() * geometry.height());
    auto out = rgb.begin();
    for (std::size_t y = 0; y < geometry.height(); ++y) {
        const std::size_t luma_row = geometry.luma_offset() + y * geometry.luma_stride();
        const std::size_t u_row = geometry.u_offset() + y / 2 * geometry.chroma_stride();
        const std::size_t v_row = geometry.v_offset() + y / 2 * geometry.chroma_stride();
        for (std::size_t x = 0; x < geometry.width(); ++x) {
            const std::int32_t luma = kLuma * (sample(luma_row + x) - 16);
            const std::int32_t u = sample(u_row + x / 2) - 128;
            const std::int32_t v = sample(v_row + x / 2) - 128;
            *out++ = rounded(luma + kRedOfV * v);
            *out++ = rounded(luma + kGreenOfU * u + kGreenOfV * v);
            *out++ = rounded(luma + kBlueOfU * u);
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
