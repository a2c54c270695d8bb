// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/h264_encoder.hpp"

#include "pipelines/trusted/encode/openh264_encoder.hpp"
#include "pipelines/trusted/encode/x264_encoder.hpp"

namespace cordon::trusted::encode {

base::Result<std::unique_ptr<H264Encoder>> H264Encoder::create(const EncoderSettings& settings,
                                                               const boundary::FrameGeometry& geometry) {
    switch (settings.kind) {
        case boundary::EncoderKind::kOpenH264:
            return OpenH264Encoder::create(settings, geometry);
        case boundary::EncoderKind::kX264:
            return X264Encoder::create(settings, geometry);
    }
    return base::Error{"no such encoder"};
}

base::Result<EncodedPicture> H264Encoder::encode(const Frame& frame, base::MonotonicTime presentation,
                                                 bool force_keyframe) {
    CORDON_TRY(auto picture,
               encode_picture({frame, presentation, ceiling_.quantiser(presentation), force_keyframe}));
    ceiling_.add(picture.bytes.size());
    return picture;
}

}  // namespace cordon::trusted::encode
