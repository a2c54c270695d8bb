// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "pipelines/trusted/encode/h264_encoder.hpp"

extern "C" {
struct x264_t;
}

namespace cordon::trusted::encode {

// x264 without latency and at constant quantisers: constrained baseline, main or high by preset. Its SPS
// claims the most frames per second as a fixed rate (x264 can only withdraw that by delaying each picture by
// one); presentation times are what counts.
class X264Encoder final : public H264Encoder {
public:
    static base::Result<std::unique_ptr<H264Encoder>> create(const EncoderSettings& settings,
                                                             const boundary::FrameGeometry& geometry);

private:
    struct Destroy {
        void operator()(x264_t* encoder) const;
    };
    using Handle = std::unique_ptr<x264_t, Destroy>;

    X264Encoder(const EncoderSettings& settings, Handle encoder)
        : H264Encoder(settings), encoder_(std::move(encoder)), preset_(settings.preset) {}
    base::Result<EncodedPicture> encode_picture(const Request& request) override;

    Handle encoder_;
    boundary::EncoderPreset preset_;
    std::int64_t next_pts_ = 0;
};

}  // namespace cordon::trusted::encode
