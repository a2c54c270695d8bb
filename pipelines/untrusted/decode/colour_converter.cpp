// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/colour_converter.hpp"

#include <algorithm>
#include <cmath>

namespace cordon::untrusted::decode {
namespace {

// Twice, with AVX2 and for every x86-64; which one is taken is decided when the program starts. Sanitizers
// are not ready by then.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(CORDON_SANITIZED)
#define CORDON_WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define CORDON_WIDE_VECTORS
#endif

// Kr and Kb of ITU-T H.273, table 4 (MatrixCoefficients).
using Weights = boundary::LumaWeights;

Weights weights_of(AVColorSpace matrix) {
    switch (matrix) {
        case AVCOL_SPC_FCC:
            return {.red = 0.30, .blue = 0.11};
        case AVCOL_SPC_BT470BG:
        case AVCOL_SPC_SMPTE170M:
            return boundary::luma_weights(boundary::Colours::kBt601);
        case AVCOL_SPC_SMPTE240M:
            return {.red = 0.212, .blue = 0.087};
        case AVCOL_SPC_BT2020_NCL:
        case AVCOL_SPC_BT2020_CL:
            return {.red = 0.2627, .blue = 0.0593};
        default:
            return boundary::luma_weights(boundary::Colours::kBt709);
    }
}

using Vector = std::array<double, 3>;

// Y in 0..1 and two colour differences in -0.5..0.5, to red, green and blue.
Vector to_rgb(const Vector& yuv, const Weights& k) {
    const double blue = yuv[0] + 2 * (1 - k.blue) * yuv[1];
    const double red = yuv[0] + 2 * (1 - k.red) * yuv[2];
    const double green = (yuv[0] - k.red * red - k.blue * blue) / (1 - k.red - k.blue);
    return {red, green, blue};
}

Vector to_yuv(const Vector& rgb, const Weights& k) {
    const double luma = k.red * rgb[0] + (1 - k.red - k.blue) * rgb[1] + k.blue * rgb[2];
    return {luma, (rgb[2] - luma) / (2 * (1 - k.blue)), (rgb[0] - luma) / (2 * (1 - k.red))};
}

std::uint8_t to_byte(std::int16_t value) {
    return static_cast<std::uint8_t>(std::clamp<std::int16_t>(value, 0, 255));
}

}  // namespace

bool ColourConverter::is_identity_for(AVColorSpace matrix, bool full_range, boundary::Colours pinned) {
    return full_range == boundary::is_full_range(pinned) &&
           weights_of(matrix) == boundary::luma_weights(pinned);
}

boundary::Colours ColourConverter::colours_to_pin(AVColorSpace matrix, bool full_range) {
    const auto bt601 = boundary::colours_of(true, full_range);
    return is_identity_for(matrix, full_range, bt601) ? bt601 : boundary::colours_of(false, full_range);
}

ColourConverter::ColourConverter(AVColorSpace matrix, bool full_range, boundary::Colours pinned)
    : identity_(is_identity_for(matrix, full_range, pinned)) {
    const Weights source = weights_of(matrix);
    const Weights target = boundary::luma_weights(pinned);
    const boundary::SampleRange from = boundary::sample_range(full_range);
    const boundary::SampleRange to = boundary::sample_range(pinned);
    const double from_luma_range = from.white - from.black;
    const double to_luma_range = to.white - to.black;
    const Vector from_luma = to_yuv(to_rgb({1 / from_luma_range, 0, 0}, source), target);
    const Vector from_blue = to_yuv(to_rgb({0, 1.0 / from.colour, 0}, source), target);
    const Vector from_red = to_yuv(to_rgb({0, 0, 1.0 / from.colour}, source), target);
    const auto row = [&](std::size_t i, double range, double zero, double luma_zero) {
        const auto fixed = [](double value) {
            return static_cast<std::int32_t>(std::lround(value * (1 << kFractionBits)));
        };
        return Row{.y = static_cast<std::int16_t>(fixed(from_luma[i] * range)),
                   .u = static_cast<std::int16_t>(fixed(from_blue[i] * range)),
                   .v = static_cast<std::int16_t>(fixed(from_red[i] * range)),
                   .offset = fixed(zero - from_luma[i] * range * luma_zero + 0.5)};
    };
    luma_ = row(0, to_luma_range, to.black, from.black);
    // Grey has no colour in any matrix: the differences do not depend on luma.
    blue_ = row(1, to.colour, 128, 0);
    red_ = row(2, to.colour, 128, 0);
}

// Loops the compiler makes vectors of: every one reads one array and writes another, a block of columns that
// stays in the first cache. What is computed is what the fixed-point rows say, to the last bit.
void ColourConverter::convert(const ConstPicture& source, const MutablePicture& destination,
                              std::uint32_t width, std::uint32_t height) const {
    for (std::uint32_t y = 0; y < height; y += 2) {
        for (std::uint32_t x = 0; x < width / 2; x += kBlock) {
            const std::uint32_t columns = std::min(kBlock, width / 2 - x);
            const std::size_t row = y / 2;
            Shifts shifts;
            convert_colour({source.planes[1] + row * source.strides[1] + x,
                            source.planes[2] + row * source.strides[2] + x},
                           {destination.planes[1] + row * destination.strides[1] + x,
                            destination.planes[2] + row * destination.strides[2] + x},
                           columns, shifts);
            for (const std::size_t line : {std::size_t{y}, std::size_t{y} + 1}) {
                convert_luma(source.planes[0] + line * source.strides[0] + std::size_t{2} * x,
                             destination.planes[0] + line * destination.strides[0] + std::size_t{2} * x,
                             2 * columns, shifts);
            }
        }
    }
}

// All four luma samples of a block take the shift its one pair of colour differences asks for.
CORDON_WIDE_VECTORS void ColourConverter::convert_colour(const std::array<const std::uint8_t*, 2>& in,
                                                         const std::array<std::uint8_t*, 2>& out,
                                                         std::uint32_t columns, Shifts& shifts) const {
    alignas(32) std::array<std::int16_t, kBlock> u;
    alignas(32) std::array<std::int16_t, kBlock> v;
    for (std::uint32_t x = 0; x < columns; ++x) {
        u[x] = static_cast<std::int16_t>(in[0][x] - 128);
        v[x] = static_cast<std::int16_t>(in[1][x] - 128);
    }
    alignas(32) std::array<std::int16_t, kBlock> whole;
    const Row luma = luma_;
    if (scales_luma()) {
        for (std::uint32_t x = 0; x < columns; ++x) {
            const std::int32_t shift = luma.u * u[x] + luma.v * v[x] + luma.offset;
            shifts.fixed[2 * x] = shift;
            shifts.fixed[2 * x + 1] = shift;
        }
    } else {
        for (std::uint32_t x = 0; x < columns; ++x) {
            whole[x] = to_whole(luma.u * u[x] + luma.v * v[x] + luma.offset);
        }
        for (std::uint32_t x = 0; x < columns; ++x) {
            shifts.whole[2 * x] = whole[x];
            shifts.whole[2 * x + 1] = whole[x];
        }
    }
    for (std::size_t plane = 0; plane < 2; ++plane) {
        const Row to = plane == 0 ? blue_ : red_;
        for (std::uint32_t x = 0; x < columns; ++x) {
            whole[x] = to_whole(to.u * u[x] + to.v * v[x] + to.offset);
        }
        std::uint8_t* const place = out[plane];
        for (std::uint32_t x = 0; x < columns; ++x) {
            place[x] = to_byte(whole[x]);
        }
    }
}

CORDON_WIDE_VECTORS void ColourConverter::convert_luma(const std::uint8_t* in, std::uint8_t* out,
                                                       std::uint32_t samples, const Shifts& shifts) const {
    alignas(32) std::array<std::int16_t, std::size_t{2} * kBlock> whole;
    if (scales_luma()) {
        const std::int16_t scale = luma_.y;
        for (std::uint32_t x = 0; x < samples; ++x) {
            whole[x] = to_whole(scale * std::int16_t{in[x]} + shifts.fixed[x]);
        }
    } else {
        for (std::uint32_t x = 0; x < samples; ++x) {
            whole[x] = static_cast<std::int16_t>(in[x] + shifts.whole[x]);
        }
    }
    for (std::uint32_t x = 0; x < samples; ++x) {
        out[x] = to_byte(whole[x]);
    }
}

}  // namespace cordon::untrusted::decode
