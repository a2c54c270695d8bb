// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/x264_encoder.hpp"

#include <string>

extern "C" {
#include <x264.h>
}

namespace cordon::trusted::encode {
namespace {

// x264's rate factor that comes to the PSNR of a quantiser on surveillance clips: a quality means the same
// with either encoder.
float rate_factor(std::uint32_t quantiser) {
    constexpr float kBelowQuantiser = 3;
    return static_cast<float>(quantiser) - kBelowQuantiser;
}

void describe_colour(x264_param_t& parameters) {
    parameters.vui.b_fullrange = 0;
    parameters.vui.i_colorprim = 1;  // BT.709
    parameters.vui.i_transfer = 1;
    parameters.vui.i_colmatrix = 1;
}

bool configure(x264_param_t& parameters, const EncoderSettings& settings,
               const boundary::FrameGeometry& geometry) {
    if (x264_param_default_preset(&parameters, "superfast", "zerolatency") != 0) {
        return false;
    }
    parameters.i_log_level = X264_LOG_NONE;
    parameters.i_csp = X264_CSP_I420;
    parameters.i_width = static_cast<int>(geometry.width());
    parameters.i_height = static_cast<int>(geometry.height());
    parameters.i_threads = 1;
    parameters.b_sliced_threads = 0;
    parameters.i_fps_num = settings.most_frames_per_second;
    parameters.i_fps_den = 1;
    parameters.b_vfr_input = 0;  // 1 would hold every picture back by one
    parameters.i_frame_reference = 1;
    parameters.i_bframe = 0;
    parameters.i_keyint_max = X264_KEYINT_MAX_INFINITE;
    parameters.i_scenecut_threshold = 0;
    parameters.b_repeat_headers = 1;
    parameters.b_annexb = 1;
    parameters.b_aud = 0;
    parameters.rc.i_rc_method = X264_RC_CRF;
    parameters.rc.f_rf_constant = rate_factor(settings.quality);
    describe_colour(parameters);
    return x264_param_apply_profile(&parameters, "high") == 0;
}

}  // namespace

void X264Encoder::Destroy::operator()(x264_t* encoder) const {
    x264_encoder_close(encoder);
}

base::Result<std::unique_ptr<H264Encoder>> X264Encoder::create(const EncoderSettings& settings,
                                                               const boundary::FrameGeometry& geometry) {
    x264_param_t parameters{};
    if (!configure(parameters, settings, geometry)) {
        return base::Error{"x264 refuses its settings"};
    }
    Handle encoder(x264_encoder_open(&parameters));
    if (encoder == nullptr) {
        return base::Error{"x264 takes no pictures of " + std::to_string(geometry.width()) + "x" +
                           std::to_string(geometry.height()) + " pixels"};
    }
    return std::unique_ptr<H264Encoder>(new X264Encoder(settings, std::move(encoder)));
}

base::Result<EncodedPicture> X264Encoder::encode_picture(const Request& request) {
    if (quantiser_ != request.quantiser) {
        x264_param_t parameters{};
        x264_encoder_parameters(encoder_.get(), &parameters);
        parameters.rc.f_rf_constant = rate_factor(request.quantiser);
        if (x264_encoder_reconfig(encoder_.get(), &parameters) != 0) {
            return base::Error{"x264 refuses another quantiser"};
        }
        quantiser_ = request.quantiser;
    }
    const boundary::FrameGeometry& geometry = request.frame.geometry();
    const auto planes = request.frame.planes();
    x264_picture_t source;
    x264_picture_init(&source);
    source.i_type = request.force_keyframe ? X264_TYPE_IDR : X264_TYPE_AUTO;
    source.i_pts = next_pts_++;
    source.img.i_csp = X264_CSP_I420;
    source.img.i_plane = static_cast<int>(planes.size());
    for (std::size_t plane = 0; plane < planes.size(); ++plane) {
        source.img.plane[plane] = planes[plane];
        source.img.i_stride[plane] =
            static_cast<int>(plane == 0 ? geometry.luma_stride() : geometry.chroma_stride());
    }
    x264_picture_t encoded;
    x264_nal_t* nals = nullptr;
    int count = 0;
    const int size = x264_encoder_encode(encoder_.get(), &nals, &count, &source, &encoded);
    if (size <= 0) {
        return base::Error{"x264 made nothing of a picture"};
    }
    // NAL units of one picture lie one after the other (x264.h).
    const auto* bytes = reinterpret_cast<const std::byte*>(nals[0].p_payload);
    return EncodedPicture{{bytes, bytes + size}, encoded.b_keyframe != 0};
}

}  // namespace cordon::trusted::encode
