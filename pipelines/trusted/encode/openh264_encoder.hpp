// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <wels/codec_api.h>

#include "pipelines/trusted/encode/h264_encoder.hpp"

namespace cordon::trusted::encode {

// Cisco's OpenH264: constrained baseline, above the preset live main. It has no transform of 8x8, so high
// would be an empty promise.
class OpenH264Encoder final : public H264Encoder {
public:
    static base::Result<std::unique_ptr<H264Encoder>> create(const EncoderSettings& settings,
                                                             const boundary::FrameGeometry& geometry);

private:
    struct Destroy {
        void operator()(ISVCEncoder* encoder) const;
    };
    using Handle = std::unique_ptr<ISVCEncoder, Destroy>;

    OpenH264Encoder(const EncoderSettings& settings, Handle encoder, const SEncParamExt& parameters)
        : H264Encoder(settings), encoder_(std::move(encoder)), parameters_(parameters) {}
    base::Result<EncodedPicture> encode_picture(const Request& request) override;

    Handle encoder_;
    SEncParamExt parameters_;
};

}  // namespace cordon::trusted::encode
