// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/h264_encoder.hpp"

#include <algorithm>

#include "gateway/base/invariant.hpp"
#include "pipelines/trusted/encode/openh264_encoder.hpp"
#include "pipelines/trusted/encode/x264_encoder.hpp"

namespace cordon::trusted::encode {
namespace {

// A level is less in full range, and six steps of the quantiser are twice as many levels: 6 log2(255 / 219)
// is 1.3 steps that make no worse a picture.
constexpr std::uint32_t kCoarserInFullRange = 1;

}  // namespace

base::Result<std::unique_ptr<H264Encoder>> H264Encoder::create(const EncoderSettings& settings,
                                                               const boundary::FrameGeometry& geometry) {
    EncoderSettings fitting = settings;
    if (boundary::is_full_range(geometry.colours())) {
        fitting.quality =
            std::min<std::uint32_t>(settings.quality + kCoarserInFullRange, RateCeiling::kCoarsest);
    }
    switch (settings.kind) {
        case boundary::EncoderKind::kOpenH264:
            return OpenH264Encoder::create(fitting, geometry);
        case boundary::EncoderKind::kX264:
            return X264Encoder::create(fitting, geometry);
    }
    return base::Error{"no such encoder"};
}

base::Result<EncodedPicture> H264Encoder::encode(const Frame& frame, base::MonotonicTime presentation,
                                                 bool force_keyframe,
                                                 std::span<const std::uint8_t> unchanged) {
    CORDON_INVARIANT(unchanged.empty() || unchanged.size() == frame.geometry().macroblocks(),
                     "one mark for each");
    CORDON_TRY(auto picture, encode_picture({frame, presentation, ceiling_.quantiser(presentation),
                                             force_keyframe, unchanged}));
    ceiling_.add(picture.bytes.size());
    return picture;
}

}  // namespace cordon::trusted::encode
