// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <vector>

#include <gtest/gtest.h>

#include "pipelines/trusted/encode/h264_encoder.hpp"
#include "pipelines/trusted/stream/annex_b.hpp"
#include "tests/unit/pipelines/trusted/encode/scene.hpp"
#include "tests/unit/pipelines/trusted/encode/test_decoder.hpp"

namespace cordon::tests {

inline base::MonotonicTime moment(std::uint32_t number) {
    return base::MonotonicTime(std::chrono::seconds(10) + std::chrono::milliseconds(50) * number);
}

inline std::vector<trusted::stream::NalType> nal_types(const std::vector<std::byte>& access_unit) {
    std::vector<trusted::stream::NalType> types;
    trusted::stream::NalUnits nals(access_unit);
    for (auto nal = nals.next(); !nal.empty(); nal = nals.next()) {
        if (trusted::stream::nal_type(nal) != trusted::stream::NalType::kSei) {
            types.push_back(trusted::stream::nal_type(nal));
        }
    }
    return types;
}

// The first three bytes of a keyframe's SPS behind its type: profile_idc, constraint flags, level_idc.
inline std::array<int, 3> declared_profile(const std::vector<std::byte>& keyframe) {
    trusted::stream::NalUnits nals(keyframe);
    const auto sps = nals.next();
    if (sps.size() < 4 || trusted::stream::nal_type(sps) != trusted::stream::NalType::kSps) {
        return {};
    }
    return {std::to_integer<int>(sps[1]), std::to_integer<int>(sps[2]), std::to_integer<int>(sps[3])};
}

// What the tests of both encoders start from: 320x180, which is no multiple of a macroblock, as
// noisy as a camera at dusk.
struct EncoderUnderTest {
    EncoderUnderTest(boundary::EncoderKind kind, boundary::EncoderPreset preset, std::uint32_t quality,
                     std::uint32_t most_kilobits = 20'000)
        : geometry(boundary::FrameGeometry::create(320, 180).value()),
          encoder(trusted::encode::H264Encoder::create({kind, preset, quality, most_kilobits, 25}, geometry)
                      .value()),
          input(geometry) {}

    trusted::encode::EncodedPicture encode(std::uint32_t number, bool keyframe, std::uint32_t noise = 4) {
        draw_scene(input, number, noise);
        auto picture = encoder->encode(input, moment(number), keyframe);
        EXPECT_TRUE(picture.ok());
        return std::move(picture).value();
    }

    boundary::FrameGeometry geometry;
    std::unique_ptr<trusted::encode::H264Encoder> encoder;
    trusted::encode::Frame input;
};

}  // namespace cordon::tests
